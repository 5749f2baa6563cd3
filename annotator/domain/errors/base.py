"""The root of everything that can go wrong and be told."""


class AnnotatorError(Exception):
    """A situation the user is told of in one clear sentence (``str(error)``)."""
