"""A writer's annotated draft on its way in: shown, decided on, taken over, checked, undone, redone.

Once through the real window, by keys, and once from the command line; both come to the same.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from annotator.app.widgets.lists.rows import ROW
from annotator.articles.model import AnnotationKind, DraftAnnotation
from annotator.articles.ui.dialog import ArticleDialog
from annotator.exchange.service.annotated_draft import Taking
from annotator.exchange.ui.annotated_draft_dialog import BECOMES, AnnotatedDraftDialog
from annotator.project import Project
from tests.app.desks import answering, drop, open_window, until
from tests.app.front_keys import CTRL, SHIFT, bring_to_front, hit
from tests.articles.intake.documents import paragraph, run
from tests.articles.intake.word.annotated_corpus import changed, draft, gone, on, said
from tests.articles.intake.word.packages import external

K = AnnotationKind


def annotated() -> bytes:
    """A draft with a source, a thread that is resolved, a question, a note, changes and a link."""
    extended = "".join(
        f'<w15:commentEx w15:paraId="{para}" {parent} w15:done="{done}"/>'
        for para, parent, done in (("A0", "", 1), ("B0", 'w15:paraIdParent="A0"', 0), ("C0", "", 0))
    )
    return draft(
        paragraph(
            *(run("The dam cost "), on("1", on("2", run("$412 million"))), run(".")),
            *('<w:r><w:footnoteReference w:id="1"/></w:r>', run(" Nobody signed.")),
        ),
        paragraph(
            *(on("3", run("Ninety families")), run(" were moved ")),
            *(changed("del", "8", gone("twice")), changed("ins", "9", run("thrice"))),
            run(", said "),
            f'<w:hyperlink r:id="list">{run("the ministry")}</w:hyperlink>',
            run("."),
        ),
        comments=said("1", "Source: Land Board, 14 March 2019, p. 2", para="A")
        + said("2", "Seen it.", para="B")
        + said("3", "Who counted them?", para="C")
        + said("4", "Well done."),
        commentsExtended=extended,
        footnotes=f'<w:footnote w:id="1">{paragraph(run("Contract, p. 17"))}</w:footnote>',
        relations=external("list", "https://example.org/list"),
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "draft.docx"
    path.write_bytes(annotated())
    return path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "desk.sqlite"
    made = Project.create(path)
    made.work_as("Anna")
    made.close()
    return path


def command(*arguments: object) -> str:
    """What the command line says, which must succeed."""
    asked = [sys.executable, "-m", "annotator", *map(str, arguments)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def taken(path: Path) -> list[tuple[str, list[str], list[str], list[str], list[str]]]:
    """Of each claim its words, sources, questions, notes and comments."""
    project = Project.open(path)
    (article,) = project.articles.page()
    text = project.articles.text(article.version.id)
    found = [
        (
            project.highlights.of_claim(claim.id)[0].span.of(text),
            [
                piece.source.details.title or piece.source.details.url
                for piece in project.evidence.of_claims([claim.id])
            ],
            [query.question for query in project.people.queries(claim.id)],
            [note.body for note in project.people.notes(claim.id)],
            [comment.body for comment in project.comments.of_claim(claim.id)],
        )
        for claim in project.claims.of_article(article.id)
    ]
    assert [*project.findings()] == []
    project.close()
    return found


def kept(path: Path) -> tuple[tuple[DraftAnnotation, ...], set[str]]:
    """The annotations kept with the text, and those that records came from."""
    project = Project.open(path)
    (article,) = project.articles.page()
    known = project.articles.annotations_of(article.version.id)
    behind = {*project.articles.file_annotations(article.id).values()}
    project.close()
    return known, behind


def choose_by_keys(box: QComboBox, downs: int) -> None:
    box.setFocus()
    for _ in range(downs):
        hit(Qt.Key.Key_Down)


def look_at_article(dialog: ArticleDialog) -> None:
    """Look at the draft with its changes rejected, and take it as accepted all the same."""
    tracked = next(
        b for b in dialog.findChildren(QComboBox) if b.accessibleName() == "Tracked changes"
    )
    shown = dialog.findChild(QPlainTextEdit)
    assert isinstance(shown, QPlainTextEdit)
    assert "moved thrice," in shown.toPlainText()
    choose_by_keys(tracked, 1)
    until(lambda: "moved twice," in shown.toPlainText() and dialog.ok.isEnabled())
    hit(Qt.Key.Key_Up)
    until(lambda: "moved thrice," in shown.toPlainText() and dialog.ok.isEnabled())
    dialog.ok.setFocus()
    hit(Qt.Key.Key_Space)


def decide(dialog: AnnotatedDraftDialog) -> None:
    """Make a note of one annotation, and evidence of all links."""
    rows = range(dialog.model.rowCount())
    became = [dialog.model.cells(dialog.model.index(n, 0).data(ROW)) for n in rows]
    assert [cells[BECOMES] for cells in became] == [
        "Evidence: Contract",
        "Evidence: Land Board",
        "Query to the writer",
        "Left out",
        "Left out",
        "Left out",
        "Left out: it stands at no words of the text",
    ]
    dialog.list.setFocus()
    dialog.list.selectRow(2)
    hit(Qt.Key.Key_N)
    choose_by_keys(dialog.choosing.kinds[K.LINK], 1)
    assert dialog.plan.choices.singly
    assert dialog.plan.choices.kinds == {K.LINK: Taking.EVIDENCE}
    dialog.ok.setFocus()
    hit(Qt.Key.Key_Space)


def test_through_the_window(qtbot: QtBot, tmp_path: Path, project: Path, file: Path) -> None:
    window = open_window(qtbot, tmp_path, project)
    confirming = answering(ArticleDialog, look_at_article)
    deciding = answering(AnnotatedDraftDialog, decide)
    drop(window, file)
    count = window.session.project.articles.count
    until(lambda: count() == 1 and window.session.work.task is None)
    assert not confirming.isActive()
    assert not deciding.isActive()
    whole = taken(project)
    assert whole == [
        ("The dam cost $412 million.", ["Contract"], [], [], []),
        ("$412 million", ["Land Board"], [], [], ["Seen it.", "Resolved in the draft."]),
        ("Ninety families", [], [], ["Kim Ö, 2026-03-01: Who counted them?"], []),
        ("the ministry", ["example.org"], [], [], []),
    ]
    known, behind = kept(project)
    assert behind >= {"1", "2", "3"}
    assert [one.words for one in known if one.span is None] == ["Well done."]
    command("check", project)

    until(lambda: not window.session.jobs.is_at_work)
    bring_to_front(window)
    hit(Qt.Key.Key_Z, CTRL)
    until(lambda: count() == 0)
    hit(Qt.Key.Key_Z, CTRL | SHIFT)
    until(lambda: count() == 1)
    window.close()
    assert taken(project) == whole
    assert kept(project) == (known, behind)
    command("check", project)


def test_from_the_command_line(project: Path, file: Path) -> None:
    asked = ("--annotations", "--links", "--tracked", "accepted", "--as", "Anna", "--same-person")
    words = command("add", project, file, *asked)
    assert "4 comments (1 of them a reply), 1 footnote, 2 tracked changes, 1 link" in words
    assert "4 claims, 3 pieces of evidence, 1 query, 3 left out." in words
    assert "(it stands at no words of the text): Well done." in words
    whole = taken(project)
    assert [claim[0] for claim in whole] == [
        *("The dam cost $412 million.", "$412 million", "Ninety families", "the ministry"),
    ]
    assert whole[2][2] == ["Who counted them?"]
    command("check", project)
    assert "Add “draft.docx” with 4 claims" in command("undo", project)
    listed = json.loads(command("list", project, "--json"))
    assert listed == []
    command("redo", project)
    assert taken(project) == whole
    command("check", project)
