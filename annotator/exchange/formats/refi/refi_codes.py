"""The code book of a REFI-QDA project: which codes are verdicts, and which are tags."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.articles.intake.elements import Element
from annotator.exchange.verdict_labels import Labels, meaning, told_apart

_CODE = "{urn:QDA-XML:project:1.0}Code"
_VERDICTS = {"verdict", "verdicts"}
_REASONS = {"reason", "reasons", "dispute reason"}


@dataclass(frozen=True, slots=True)
class Code:
    """A code's name, and those of the codes it is under, in lower case, the nearest first."""

    name: str
    under: tuple[str, ...]

    def is_one_of(self, parents: set[str]) -> bool:
        """Whether it is under a code that is called so."""
        return not parents.isdisjoint(self.under)

    @property
    def verdict(self) -> str:
        """Its own name, or the nearest above it that means a verdict where that does not."""
        return next((name for name in (self.name, *self.under) if meaning(name)), self.name)


def codes(root: Element) -> dict[str, Code]:
    """All codes of a project by their GUIDs in lower case."""
    found = dict[str, Code]()
    top = (code for part in root.iter("{urn:QDA-XML:project:1.0}Codes") for code in part)
    waiting = [(code, tuple[str, ...]()) for code in top if code.tag == _CODE]
    while waiting:
        code, under = waiting.pop()
        name = code.get("name", "")
        found[code.get("guid", "").lower()] = Code(name, under)
        inside = (name.strip().casefold(), *under)
        waiting += [(child, inside) for child in code if child.tag == _CODE]
    return found


def labels(coded: Iterable[Code]) -> Labels:
    """The verdict, the reason and the tags of codes: the first under “Verdict” is the verdict.

    Where none is under it, the first whose name means a verdict is, wherever it stands.
    """
    coded = list(dict.fromkeys(coded))
    reason = next((code for code in coded if code.is_one_of(_REASONS)), None)
    others = [code for code in coded if code is not reason]
    verdict = next((code for code in others if code.is_one_of(_VERDICTS)), None)
    if verdict is None:
        return told_apart(code.name for code in coded)
    said = verdict.verdict
    tags = (code.name for code in others if code is not verdict or code.name != said)
    return Labels(said, reason.name if reason else "", tuple(dict.fromkeys(tags)))
