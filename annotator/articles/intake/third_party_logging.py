"""The logs of libraries, kept off the terminal, while a log that is set up still gets them."""

import logging

_SILENT = logging.NullHandler()


def silence_logging(*libraries: str) -> None:
    """Stop the named libraries from writing to the terminal where no log is set up."""
    for library in libraries:
        logging.getLogger(library).addHandler(_SILENT)
