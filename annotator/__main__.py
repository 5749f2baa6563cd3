"""Starts the program: ``python -m annotator``."""

import sys

from annotator.cli.program import main

if __name__ == "__main__":
    sys.exit(main())
