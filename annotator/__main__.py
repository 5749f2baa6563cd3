"""Starts the program: ``python -m annotator``."""

import sys
from multiprocessing import freeze_support

from annotator.cli.program import main

if __name__ == "__main__":
    freeze_support()
    sys.exit(main())
