"""Keeping what libraries log away from the terminal, while a log that is set up still gets it."""

import logging

_SILENT = logging.NullHandler()


def quieten(*libraries: str) -> None:
    """Stop the named libraries from writing to the terminal where no log is set up."""
    for library in libraries:
        logging.getLogger(library).addHandler(_SILENT)
