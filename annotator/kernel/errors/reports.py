"""What can go wrong while a report is made."""

from annotator.kernel.errors.base import AnnotatorError


class BadTemplate(AnnotatorError):
    """A person's own template from which no report can be made; ``line`` 0 is unknown."""

    def __init__(self, path: str, line: int, why: str) -> None:
        where = f", line {line}" if line else ""
        super().__init__(
            f"No report could be made from the template {path}{where}: {why.rstrip('.')}."
            " Correct it there, or export with the standard template."
        )


class TemplateThere(AnnotatorError):
    """A file in the way of a copied template."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} exists already and was left as it is. Choose another folder for the templates."
        )


class CannotDraw(AnnotatorError):
    """Something of the system's is missing without which no page is laid out."""
