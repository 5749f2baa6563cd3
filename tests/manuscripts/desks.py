"""An article with a file of its writer, and a writer of formats that only tells what it was given.

No format is needed for the questions that are asked here: the words, their reader and their place.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from annotator.articles.model import Article, Draft, DraftAnnotation, Metadata, OriginalFile
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress, unwatched
from annotator.manuscripts.choices import ReturnChoices
from annotator.manuscripts.model import (
    LinkedWords,
    ManuscriptChange,
    ManuscriptComment,
    NotPlaced,
    NotPlacedReason,
    ReturnedFile,
)
from annotator.manuscripts.return_items import ReturnItem, ReturnItemKind
from annotator.manuscripts.service.file_return import ReturnPlan, plan_return
from annotator.manuscripts.service.originals import Manuscript, ManuscriptWriter
from annotator.project import Project
from tests.articles.intake.documents import paragraph
from tests.articles.intake.word.open_documents import odt
from tests.articles.intake.word.packages import word
from tests.reports.desks import make_desk
from tests.reports.projects import TEXT, make_article, make_project

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
DRAFT = OriginalFile("river.docx", DOCX, b"PK the writer's bytes")


@cache
def word_file(text: str = TEXT) -> bytes:
    """A Word document that is read as the text; it is the same bytes each time."""
    lines = ("<w:br/>".join(map(_words, one.split("\n"))) for one in text.split("\n\n"))
    return word(*(paragraph(f"<w:r>{line}</w:r>") for line in lines))


@cache
def open_file(text: str = TEXT) -> bytes:
    """An OpenDocument text that is read as the text."""
    paragraphs = (one.replace("\n", "<text:line-break/>") for one in text.split("\n\n"))
    return odt(*(f"<text:p>{one}</text:p>" for one in paragraphs))


def _words(line: str) -> str:
    return f'<w:t xml:space="preserve">{line}</w:t>'


class TellingWriter:
    """Writes all it is given as lines below the original; words in ``deleted`` have no place."""

    def __init__(self, *deleted: str) -> None:
        self.deleted = deleted
        self.comments: Sequence[ManuscriptComment] = ()
        self.changes: Sequence[ManuscriptChange] = ()
        self.calls = 0

    def __call__(
        self,
        original: OriginalFile,
        text: str,
        comments: Sequence[ManuscriptComment],
        changes: Sequence[ManuscriptChange],
        on_progress: Progress = unwatched,
    ) -> ReturnedFile:
        self.comments, self.changes = comments, changes
        self.calls += 1
        lost, said = [], []
        given: list[ManuscriptComment | ManuscriptChange] = [*comments, *changes]
        for number, one in enumerate(given):
            on_progress(number, len(given))
            if any(text.find(words) == one.span.start for words in self.deleted):
                lost.append(NotPlaced(one.id, NotPlacedReason.DELETED))
            else:
                said.append(repr(one))
        content = original.data + "\n".join(said).encode()
        return ReturnedFile(original.name, content, tuple(lost))

    @property
    def told(self) -> Mapping[str, Callable[[], ManuscriptWriter]]:
        """Itself as the writer of every kind of file."""
        return {DOCX: lambda: self}


def make_returnable(path: Path) -> Project:
    """The project of ``make_desk``, whose article came from a file of its writer."""
    return make_desk(path, file=DRAFT)


def make_word_desk(path: Path) -> Project:
    """The project of ``make_desk``, whose article came from a Word document."""
    return make_desk(path, file=OriginalFile("river.docx", DOCX, word_file()))


def make_draft(
    path: Path,
    file: OriginalFile | None = DRAFT,
    annotations: tuple[DraftAnnotation, ...] = (),
) -> Project:
    """An article without claims; without a ``file`` it was pasted."""
    project = make_project(path)
    draft = Draft(TEXT, Metadata(title="The river"), original=file, annotations=annotations)
    make_article(project, draft=draft)
    return project


def the_article(project: Project) -> Article:
    return project.articles.page()[0]


def plan_with(
    project: Project, writer: TellingWriter | None = None, **choices: object
) -> ReturnPlan:
    """The plan for the first article, with all choices as they are unless they are given."""
    asked = replace(ReturnChoices(), **choices)  # type: ignore[arg-type]  # any of its fields
    told = (writer or TellingWriter()).told
    return plan_return(project, the_article(project), asked, writers=told)


def make_plan(article: Article) -> ReturnPlan:
    """A plan with an item of each kind, and one without a place, as a dialog shows them."""
    said = ((LinkedWords("Disputed: contradicted. "), LinkedWords("source", "https://a.example/")),)
    kinds = [*ReturnItemKind, ReturnItemKind.CLAIM]
    place, at = Span(0, 10), "2026-03-31T09:00:00.000Z"
    items = [
        ReturnItem(kind, f"{n}", n, "", (place,), "The rainfall of May", said * 4, "Ada", at)
        for n, kind in enumerate(kinds, 1)
    ]
    items[-1] = replace(items[-1], reason=NotPlacedReason.DELETED)
    manuscript = Manuscript(article, article.version, DRAFT, "river (checked).docx")
    plan = ReturnPlan(manuscript, ReturnChoices(), tuple(items), b"", 2, ("HERON",), ())
    return replace(plan, addressees=("Ada Winterbourne", "The writer"))


def all_words(plan: ReturnPlan) -> str:
    """All that stands in the items of a plan."""
    return json.dumps([[item.words, item.author] for item in plan.items], ensure_ascii=False)
