"""The code book of a REFI-QDA project: which codes are verdicts, and which are tags."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.domain.foreign_verdicts import Labels
from annotator.intake.elements import Element

_CODE = "{urn:QDA-XML:project:1.0}Code"
_VERDICTS = {"verdict", "verdicts"}
_REASONS = {"reason", "reasons", "dispute reason"}


@dataclass(frozen=True, slots=True)
class Code:
    """A code's name, and those of the codes it is under, in lower case."""

    name: str
    under: frozenset[str]


def codes(root: Element) -> dict[str, Code]:
    """All codes of a project by their GUIDs in lower case."""
    found = dict[str, Code]()
    top = (code for part in root.iter("{urn:QDA-XML:project:1.0}Codes") for code in part)
    waiting = [(code, frozenset[str]()) for code in top if code.tag == _CODE]
    while waiting:
        code, under = waiting.pop()
        name = code.get("name", "")
        found[code.get("guid", "").lower()] = Code(name, under)
        inside = under | {name.strip().casefold()}
        waiting += [(child, inside) for child in code if child.tag == _CODE]
    return found


def labels(coded: Iterable[Code]) -> Labels:
    """The verdict, the reason and the tags of codes: the first under “Verdict” is the verdict."""
    coded = list(dict.fromkeys(coded))
    verdict = next((code for code in coded if code.under & _VERDICTS), None)
    reason = next((code for code in coded if code.under & _REASONS), None)
    tags = (code.name for code in coded if code not in (verdict, reason))
    return Labels(
        verdict.name if verdict else "", reason.name if reason else "", tuple(dict.fromkeys(tags))
    )
