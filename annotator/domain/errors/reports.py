"""What can go wrong while a report is made."""

from annotator.domain.errors.base import AnnotatorError


class BadTemplate(AnnotatorError):
    """A person's own template from which no report can be made; ``line`` 0 is unknown."""

    def __init__(self, path: str, line: int, why: str) -> None:
        where = f", line {line}" if line else ""
        super().__init__(
            f"No report could be made from the template {path}{where}: {why.rstrip('.')}."
            " Mend it there, or export without a template of your own."
        )


class TemplateThere(AnnotatorError):
    """A file in the way of a copied template."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} is there already and was left as it is. Name another folder for the templates."
        )


class CannotDraw(AnnotatorError):
    """Something of the system's is missing without which no page is laid out."""
