"""A software bill of materials for the wheel, made while it is built (PEP 770, CycloneDX 1.6).

The wheel holds this program's own files alone. The bill names it and the libraries that pip
installs beside it, with the versions that are allowed: which ones are there is known only after
that. It has no time and no random number, so the same tree gives the same wheel.
"""

import json
import re
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NAME = "statement-archive.cdx.json"


class CustomBuildHook(BuildHookInterface[Any]):
    """Writes the bill beside the build, and has it put into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the bill of the project's metadata."""
        folder = Path(tempfile.mkdtemp())
        (folder / NAME).write_text(json.dumps(self._bill(), indent=2) + "\n", "utf-8")
        build_data["sbom_files"].append(str(folder / NAME))

    def _bill(self) -> dict[str, Any]:
        core = self.metadata.core
        optional = core.optional_dependencies
        used = {_name(one): (one, "required") for one in core.dependencies}
        for extra, requirements in optional.items():
            if extra not in ("dev", "clients"):  # for those who work on the program alone
                for one in requirements:
                    used.setdefault(_name(one), (one, "optional"))
        own = f"pkg:pypi/{core.name}@{self.metadata.version}"
        libraries = [_library(*used[name]) for name in sorted(used)]
        return {
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "version": 1,
            "metadata": {
                "component": {
                    "type": "application",
                    "bom-ref": own,
                    "name": core.name,
                    "version": self.metadata.version,
                    "purl": own,
                    "licenses": [{"license": {"id": core.license_expression}}],
                }
            },
            "components": libraries,
            "dependencies": [{"ref": own, "dependsOn": [one["bom-ref"] for one in libraries]}],
        }


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def _library(requirement: str, scope: str) -> dict[str, Any]:
    name = _name(requirement)
    return {
        "type": "library",
        "bom-ref": f"pkg:pypi/{name}",
        "name": name,
        "scope": scope,
        "purl": f"pkg:pypi/{name}",
        "properties": [{"name": "allowed versions", "value": _versions(requirement)}],
    }


def _versions(requirement: str) -> str:
    """Return what stands behind the name and the extras: ">=2.0,<3"."""
    bare = re.sub(r"^[A-Za-z0-9._-]+(\[[^]]*\])?", "", requirement)
    return bare.partition(";")[0].strip()
