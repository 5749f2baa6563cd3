"""Names of confidential people where the whole project is written as JSON.

The project as JSON has more words than any report: notes, comments, and names of files. Every
text in the JSON is looked at, under any key.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from annotator.archive.schema import PARTS, JsonShape
from annotator.archive.service.writer import telling_of, told
from annotator.disclosure.model import Disclosure, LeavingPassage, texts_in
from annotator.disclosure.service.row_passages import called
from annotator.disclosure.service.secret_names import secret_names
from annotator.kernel.changes import ChangePlace
from annotator.kernel.progress import Progress, unwatched
from annotator.project import Project

_IN_THE_TEXT = frozenset({"quote", "prefix", "suffix"})
"""The columns of a highlight with words of its version's text, which is looked at whole."""


def slips_in_json(project: Project, progress: Progress = unwatched) -> list[Disclosure]:
    """Return the confidential names that the project as JSON would disclose.

    It is the JSON from which confidential sources are withheld.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    names = secret_names(project)
    if not names:
        return []
    return [*names.slips(_passages(project, progress))]


def _passages(project: Project, progress: Progress) -> Iterator[LeavingPassage]:
    telling = telling_of(project, withheld=True)
    for part, shape in PARTS.items():
        for thing in told(project, part, telling, progress):
            place = ChangePlace(str(thing["id"])) if part == "articles" else ChangePlace()
            yield from _in_thing(shape, thing, _heading(part, thing), None, place)


def _heading(part: str, thing: Mapping[str, Any]) -> str:
    if part != "articles":
        return ""
    return str(thing["title"] or thing["file_name"] or f"Article {thing['number']}")


def _in_thing(
    shape: JsonShape, thing: Mapping[str, Any], article: str, number: int | None, place: ChangePlace
) -> Iterator[LeavingPassage]:
    if shape.table == "claims":
        number, place = thing["number"], ChangePlace(place.article_id, thing["id"])
    hanging = {each.name: each for each in shape.hanging}
    for name, value in thing.items():
        if name in hanging:
            inner = hanging[name]
            for each in (value,) if inner.single and value else value or ():
                yield from _in_thing(inner.shape, each, article, number, place)
        elif not (shape.table == "highlights" and name in _IN_THE_TEXT):
            for _, field, words in texts_in(value, name):
                yield LeavingPassage(words, called(shape.table, field), article, number, place)
