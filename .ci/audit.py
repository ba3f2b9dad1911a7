"""Is a known vulnerability in one of the installed libraries? ``poe audit``.

Asks the public list by pip-audit. Without an answer (no network) nothing is known, so nothing
fails: it is said, and the next run with a network asks again. A library that the list does not know
is named, too.
"""

import json
import subprocess
import sys

SECONDS = 120


def main() -> int:
    """Print what was found; return 1 where a library is vulnerable."""
    command = [sys.executable, "-m", "pip_audit", "--format", "json", "--skip-editable"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
        found = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        print("not audited: the list of vulnerabilities gave no answer; is there a network?")
        return 0
    known = [one for one in found if "vulns" in one]
    if not known:
        print("not audited: the package index knows none of the libraries; is it a mirror?")
        return 0
    for one in known:
        for fault in one["vulns"]:
            fixed = ", ".join(fault["fix_versions"]) or "nothing yet"
            print(f"{one['name']} {one['version']}: {fault['id']}, fixed in {fixed}")
    unknown = [one["name"] for one in found if "vulns" not in one]
    print(
        f"{len(known)} libraries audited"
        + (f"; not listed: {', '.join(unknown)}" if unknown else "")
    )
    return int(any(one["vulns"] for one in known))


if __name__ == "__main__":
    sys.exit(main())
