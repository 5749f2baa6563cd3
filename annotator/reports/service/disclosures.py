"""Names of confidential people in the words of a report in any form, or of the project as JSON.

A renderer writes only from the ``Report``: so every text in it is looked at, however deep, and
not a list of its fields. A text that stands in several places of a report because it was
written once, like a conclusion, is told once.

The project as JSON has more words than any report: notes, comments, and names of files. Every text
in the JSON is looked at, under any key.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from annotator.archive.schema import PARTS, JsonShape
from annotator.archive.service.writer import telling_of, told
from annotator.claims.highlights import Anchor
from annotator.disclosure.confidential_names import Disclosure, LeavingPassage, texts_in
from annotator.disclosure.service.row_passages import called, in_words
from annotator.disclosure.service.secret_names import secret_names
from annotator.kernel.changes import ChangePlace
from annotator.kernel.progress import Progress, unwatched
from annotator.project import Project
from annotator.reports.choices import ReportChoices
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.claims import ClaimEntry, TagEntry
from annotator.reports.entries.evidence import EvidenceEntry, FileEntry, SourceEntry
from annotator.reports.entries.people import ContactEntry, QueryEntry, ReviewEntry, RulingEntry
from annotator.reports.entries.report import Report
from annotator.reports.service.formats import Format
from annotator.reports.service.report import build

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
    return [*names.slips(_passages_of_json(project, progress))]


def _passages_of_json(project: Project, progress: Progress) -> Iterator[LeavingPassage]:
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


_NOT_OF_REPORT = frozenset({"articles", "choices"})
"""The fields left out: articles are read one by one; of the choices, ``only`` shows the values."""
_NOT_OF_HEAD = frozenset({"canonical", "claims", "attention", "text", "sources"})
"""The fields of an article that are read after its head."""
_OWNERS: dict[type | None, str] = {
    Anchor: "a highlight",
    TagEntry: "a tag",
    EvidenceEntry: "the evidence",
    SourceEntry: "a source",
    FileEntry: "an attached file",
    QueryEntry: "a query",
    ContactEntry: "the contact log",
    ReviewEntry: "a review",
    RulingEntry: "the ruling",
}
"""The owner of a text, in words; a field of any other type goes by its own name alone."""
_CALLED = {
    "quotes": "words",
    "prefix": "words before",
    "suffix": "words after",
    "conclusions": "conclusion",
    "sentences": "reasons why it needs attention",
    "only": "line on what was asked for",
}


def slips(project: Project, report: Report, *, surroundings: bool = False) -> list[Disclosure]:
    """The names that a report would disclose, in its order; none where it shows them on purpose.

    ``surroundings`` are the words around highlights: some forms hold them, even without the text.

    Raises:
        Cancelled: the report's ``progress`` asked to stop.
    """
    names = secret_names(project)
    if report.shows_confidential or not names:
        return []
    return [*names.slips(_passages(report, surroundings=surroundings))]


def passages_of_claim(
    article: ArticleEntry, entry: ClaimEntry, *, surroundings: bool
) -> Iterator[LeavingPassage]:
    """Yield the passages of a report on a claim, without the words in the article's text."""
    place, in_text = (
        ChangePlace(article.id, entry.claim.id),
        bool(article.text and entry.highlights),
    )
    for owner, field, words in texts_in(entry):
        if field == "quotes" and in_text:
            continue
        if owner is Anchor and (in_text or not surroundings or field == "quote"):
            continue
        if field == "conclusion" and words in entry.conclusions:
            continue
        yield LeavingPassage(
            words, _words_for(owner, field), article.heading, entry.claim.number, place
        )


def _passages(report: Report, *, surroundings: bool) -> Iterator[LeavingPassage]:
    for known in fields(report):
        if known.name not in _NOT_OF_REPORT:
            for _, field, words in texts_in(getattr(report, known.name), known.name):
                yield LeavingPassage(words, f"the {_called(field)} of the report")
    for article in report.articles:
        yield from _of_head(article)
        if article.text:
            yield LeavingPassage(
                article.canonical, "the text", article.heading, None, ChangePlace(article.id)
            )
        for entry in article.claims:
            yield from passages_of_claim(article, entry, surroundings=surroundings)
        yield from _of_lists(article)


def _of_head(article: ArticleEntry) -> Iterator[LeavingPassage]:
    for known in fields(article):
        if known.name in _NOT_OF_HEAD:
            continue
        for _, field, words in texts_in(getattr(article, known.name), known.name):
            if field != "title" or words != article.heading:
                name = f"the {_called(field)}"
                yield LeavingPassage(words, name, article.heading, None, ChangePlace(article.id))


def _of_lists(article: ArticleEntry) -> Iterator[LeavingPassage]:
    """Yield the passages of a report's lists that do not stand at the claims."""
    for group in article.attention:
        for item in group.items:
            place = ChangePlace(article.id, item.claim.claim.id)
            number = item.claim.claim.number
            for words in item.sentences:
                begun = words.removesuffix("…")
                if not any(each.startswith(begun) for each in item.claim.conclusions):
                    field = f"the {_called('sentences')}"
                    yield LeavingPassage(words, field, article.heading, number, place)
    shown = {piece.source for entry in article.claims for piece in entry.evidence}
    for use in article.sources:
        if use.source not in shown:
            for owner, field, words in texts_in(use.source):
                name = _words_for(owner, field)
                yield LeavingPassage(words, name, article.heading, None, ChangePlace(article.id))


def _words_for(owner: type | None, field: str) -> str:
    held = _OWNERS.get(owner)
    if field == "search_note" or held is None:
        return f"the {_called(field)}"
    if owner is TagEntry and field == "conclusion":
        return "a conclusion"
    return f"the {_called(field)} of {held}"


def _called(field: str) -> str:
    return _CALLED.get(field) or in_words(field)


def before_sending(
    project: Project, choices: ReportChoices, form: Format, progress: Progress = unwatched
) -> list[Disclosure]:
    """The names that would be disclosed in this form.

    Raises:
        InvalidValue, NotFound: as ``build``.
        Cancelled: ``progress`` asked to stop.
    """
    if form.write_project:
        return [] if choices.show_confidential else slips_in_json(project, progress)
    # the day is not looked at
    report = build(project, stated_date=date.min, choices=choices, progress=progress)
    return slips(project, report, surroundings=form.has_surroundings)
