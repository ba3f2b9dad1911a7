"""Run the command line: as ``archive``, or as ``python -m archive``."""

import signal

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    # While modules are imported, for a tenth of a second, Ctrl-C just ends the process.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from archive.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
