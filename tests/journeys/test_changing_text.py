"""A text that changes until print and after it: two people's work on it, draft by draft.

Forty claims by two people, three newer drafts, one of them a Word document with tracked changes, a
page proof, the publication, and a correction. Each state is painted in light and in dark; the
pictures lie in the folder of the test, ``pictures``.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.articles import service
from annotator.articles.model import Draft, Metadata
from annotator.claims.highlights import find_quote
from annotator.claims.service import claims as annotating
from annotator.claims.verdicts import Standing, Verdict
from annotator.project import Project
from annotator.revisions.ui.corrections_dialog import CorrectionsDialog
from annotator.revisions.ui.publication_dialog import PublicationDialog
from tests.app.desks import answering, article, open_window, press, text, until
from tests.app.real_keys import CTRL, Key, strike
from tests.revisions.test_edit_script import Document, as_docx, deleted, inserted, kept
from tests.revisions.ui.conftest import until_idle
from tests.revisions.ui.versions import bring, review, states

PLACES = "harbour library tram hospital school market theatre forest airport archive".split()
COST = "It cost 13 million crowns."
SAYS = "The city says 1074 people use the tram each day."
LOST = "In 6 of 10 years the school lost money."
PAGE = "https://example.org/city"


def paragraph(number: int, name: str) -> list[str]:
    return [
        f"The {name} opened in {1900 + number}.",
        f"It cost {12 + number} million crowns.",
        f"The city says {1000 + 37 * number} people use the {name} each day.",
        f"In {2 + number} of 10 years the {name} lost money.",
    ]


FIRST = [paragraph(number, name) for number, name in enumerate(PLACES)]


def written(paragraphs: Sequence[Sequence[str]]) -> str:
    return "\n\n".join(" ".join(each) for each in paragraphs)


def second_draft() -> list[list[str]]:
    """A figure changed, a “never” put in, a sentence cut, another new, and a paragraph moved."""
    found = [[*each] for each in FIRST]
    found[1][1] = COST.replace("13", "31")
    found[2][2] = SAYS.replace("says", "never says")
    found[4].remove(LOST)
    found[5].append("Nobody asked the neighbours.")
    return [found[-1], *found[:-1]]


def third_draft(paragraphs: Sequence[Sequence[str]]) -> Document:
    """The second draft with changes that Word tracked: another year, and a paragraph more."""
    document: Document = [[kept(" ".join(each))] for each in paragraphs]
    hospital = " ".join(FIRST[3])
    before, year, after = hospital.partition("1903")
    place = next(n for n, one in enumerate(document) if one[0].words == hospital)
    document[place] = [kept(before), deleted(year), inserted("1913"), kept(after)]
    return [*document[:3], [inserted("The mayor resigned in May.")], *document[3:]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with forty verified claims: twenty by Anna, twenty by Ben, one by both."""
    path = tmp_path / "city.sqlite"
    project = Project.create(path)
    project.work_as("Anna")
    draft = Draft(written(FIRST), Metadata("The city", language="en"))
    added = service.add_article(project, draft).change.place.article_id
    here = project.articles.get(added)
    for sentences in FIRST:
        for sentence in sentences:
            words = sentence[:-1].removeprefix("The city says ")
            annotating.mark(project, here, find_quote(draft.text, words))
    ids = [claim.id for claim in project.claims.of_article(here.id)]
    annotating.tag(project, ids[:20], Verdict.VERIFIED)
    project.work_as("Ben")
    annotating.tag(project, [ids[0], *ids[20:]], Verdict.VERIFIED)
    project.close()
    return path


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, path: Path) -> MainWindow:
    return open_window(qtbot, tmp_path, path)


def look(window: MainWindow, folder: Path, name: str) -> None:
    """Paint the window in dark and in light."""
    pictures = folder / "pictures"
    pictures.mkdir(exist_ok=True)
    until_idle(window)
    for scheme in ("dark", "light"):
        window.show_scheme(scheme)
        QTest.qWait(50)
        assert window.grab().save(str(pictures / f"{name}-{scheme}.png"))


def command(*arguments: object) -> str:
    """Return the words of a command, which must succeed."""
    asked = [sys.executable, "-m", "annotator", *map(str, arguments)]
    done = subprocess.run(asked, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def report(path: Path, kind: str) -> str:
    """Return a report of a project, as the command writes it."""
    target = path.with_name(f"{kind}.md")
    command("export", path, "--kind", kind, "--format", "markdown", "-o", target)
    return target.read_text("utf-8")


def claims_of(words: str) -> str:
    """Return the claims of a report, without its head and the annotated article."""
    return words.partition("## Claims")[2].partition("The article, annotated")[0]


def as_page(words: str) -> str:
    """Return a text as a web page."""
    inner = "".join(f"<p>{each}</p>" for each in words.split("\n\n"))
    return f"<html lang='en'><body><article>{inner}</article></body></html>"


def mark_published(dialog: PublicationDialog) -> None:
    dialog.day.setText("2026-01-06")
    dialog.url.setText(PAGE)
    dialog.ok.click()


def write_note(dialog: CorrectionsDialog) -> None:
    """Write a note on the only change, by keys."""
    dialog.note.setFocus()
    QTest.keyClicks(dialog.note, "We mistook a figure.")
    strike(dialog, Key.Key_Return, held=CTRL)
    until(lambda: dialog.about.text().startswith("Every change"))
    strike(dialog, Key.Key_Escape)


def standing(window: MainWindow, number: int) -> Standing:
    project, here = window.session.project, article(window)
    claim = project.claims.numbered(here.id, number)
    return project.tags.standing_of([claim.id])[claim.id]


def bring_second_draft(window: MainWindow, path: Path) -> None:
    """Of a second draft 37 of 40 claims stand as before, two ask, one was cut; decide by keys."""
    (path.parent / "second.txt").write_text(written(second_draft()), encoding="utf-8")
    bring(window, path.parent / "second.txt")
    until_idle(window)
    page = review(window)
    until_idle(window)
    assert states(page) == {
        6: "? Words changed",
        11: "? Sentence changed",
        20: "✕ Cut in version 2",
    }
    look(window, path.parent, "2-second-draft")
    public = report(path, "public")
    assert "cost 13 million" not in public
    for words in ("31 million crowns", "1074 people"):
        assert words not in claims_of(public)
    assert "Place not decided since version 2" in report(path, "internal")
    strike(window, Key.Key_Return)
    until(lambda: states(page)[6] == "✓ Placed in version 2")
    until_idle(window)
    strike(window, "1")
    until_idle(window)
    strike(window, Key.Key_Return, "i")
    until(lambda: states(page)[11] == "← Left on version 1")
    until_idle(window)
    assert page.progress.text() == "2 of 2 decided"
    look(window, path.parent, "3-decided")
    strike(window, Key.Key_Escape)


def bring_third_draft(window: MainWindow, path: Path) -> None:
    """Word's own changes are the way into the third."""
    (path.parent / "third.docx").write_bytes(as_docx(third_draft(second_draft())))
    bring(window, path.parent / "third.docx", number=3)
    until_idle(window)
    page = review(window)
    until_idle(window)
    assert states(page)[13] == "? Words changed"
    look(window, path.parent, "4-tracked-changes")
    page.choose_claim(window.session.project.claims.numbered(article(window).id, 13).id)
    strike(window, Key.Key_Return)
    until(lambda: states(page)[13] == "✓ Placed in version 3")
    strike(window, Key.Key_Escape)
    press(window, "Shift+L")
    until_idle(window)
    look(window, path.parent, "5-new-to-read")


def prove_page(window: MainWindow, path: Path) -> str:
    """The last draft comes as text; the page that was laid out of it has one wrong figure."""
    last = text(window).replace("In 9 of 10", "In none of 10")
    assert last != text(window)
    (path.parent / "last.txt").write_text(last, encoding="utf-8")
    bring(window, path.parent / "last.txt", number=4)
    until_idle(window)
    assert standing(window, 32) is Standing.OUTDATED
    laid_out = path.with_name("page.html")
    laid_out.write_text(as_page(last.replace("1037 people", "1073 people")), encoding="utf-8")
    window.menus.actions["page_proof"].trigger()
    until(lambda: window.session.work.task is None)
    proof = window.proofing.page
    assert proof is not None
    assert proof.verdict.text() == "1 difference, in the sentence of 1 claim."
    assert proof.grab().save(str(path.parent / "pictures" / "6-page-proof.png"))
    laid_out.write_text(as_page(last), encoding="utf-8")
    QTest.mouseClick(proof.again, Qt.MouseButton.LeftButton)
    until(lambda: proof.verdict.text() == "Nothing differs.")
    proof.close()
    return last


def correct(window: MainWindow, path: Path, last: str) -> None:
    """The text is published, and the published page is changed."""
    laid_out = path.with_name("page.html")
    marking = answering(PublicationDialog, mark_published)
    window.menus.actions["publish"].trigger()
    until(lambda: not marking.isActive())
    assert article(window).version.published_url == PAGE
    changed = last.replace("It cost 20 million crowns", "It cost 22 million crowns")
    laid_out.write_text(as_page(changed), encoding="utf-8")
    bring(window, laid_out, number=5)
    until_idle(window)
    until(lambda: window.status.corrections.text() == "1 change without a note")
    look(window, path.parent, "7-changed-after-publication")
    noting = answering(CorrectionsDialog, write_note)
    window.menus.actions["corrections"].trigger()
    until(lambda: not noting.isActive())
    until_idle(window)
    until(window.status.corrections.isHidden)
    look(window, path.parent, "8-corrected")
    told = command("corrections", path, "--article", 1)
    assert "It cost 20 million crowns." in told
    assert "It cost 22 million crowns." in told
    assert "We mistook a figure." in told
    assert "20 million" not in claims_of(report(path, "public"))


def test_a_text_changes_until_print_and_after_it(
    window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = str(path.with_name("page.html"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (page, ""))
    look(window, path.parent, "1-checked")
    bring_second_draft(window, path)
    bring_third_draft(window, path)
    correct(window, path, prove_page(window, path))
    assert [*window.session.project.findings()] == []
