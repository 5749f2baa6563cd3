"""Names of confidential people in somebody's own words, where the whole project is written.

The project as JSON has more words than any report: notes, comments, and what files are called.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from annotator.domain.name_finding import NameFinder
from annotator.domain.progress import Progress, unwatched
from annotator.domain.project_json import PARTS, Shape
from annotator.domain.project_json_kinds import TEXT
from annotator.report.project_json import telling_of, told
from annotator.report.secret_names import finder
from annotator.report.slips import Slip
from annotator.services.project import Project

_NO_WORDS = frozenset({"code_name", "encoding", "mime", "quote", "prefix", "suffix"})
"""What nobody typed, or what stands in the text anyway."""
_WHOLE = frozenset({"articles", "claims"})
"""What stands for itself, so that its fields are called by their own names alone."""


def slips_in_json(project: Project, progress: Progress = unwatched) -> list[Slip]:
    """The names that the project as JSON would disclose while confidential ones are withheld.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    names = finder(project)
    if not names:
        return []
    telling = telling_of(project, withheld=True)
    return [
        slip
        for part, shape in PARTS.items()
        for thing in told(project, part, telling, progress)
        for slip in _in_thing(shape, thing, _heading(part, thing), None, names)
    ]


def _heading(part: str, thing: Mapping[str, Any]) -> str:
    if part != "articles":
        return ""
    return str(thing["title"] or thing["file_name"] or f"Article {thing['number']}")


def _in_thing(
    shape: Shape, thing: Mapping[str, Any], article: str, number: int | None, names: NameFinder
) -> Iterator[Slip]:
    if shape.table == "claims":
        number = thing["number"]
    for field in shape.fields:
        if field.kind is TEXT and field.name not in _NO_WORDS:
            for name, code_name in names.found_in(thing.get(field.name, "")):
                yield Slip(article, number, _called(shape, field.name), name, code_name)
    for hanging in shape.hanging:
        found = thing.get(hanging.name) or ()
        for each in (found,) if hanging.single and found else found:
            yield from _in_thing(hanging.shape, each, article, number, names)


def _called(shape: Shape, field: str) -> str:
    words = field.replace("_", " ")
    if shape.table in _WHOLE:
        return f"the {words}"
    article = "an" if shape.noun[0] in "aeiou" else "a"
    return (
        f"{article} {shape.noun}" if field == "body" else f"the {words} of {article} {shape.noun}"
    )
