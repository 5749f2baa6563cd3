"""How much of each article was read, as the list of articles tells it."""

from pathlib import Path
from threading import current_thread, main_thread

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.articles import service
from annotator.articles.model import Article, Draft, Metadata
from annotator.articles.plan import Progress
from annotator.articles.ui.pane import progress_in_words
from annotator.claims.coverage import ReadCount
from annotator.claims.service import coverage
from annotator.claims.service.claims import tag_span
from annotator.claims.verdicts import Verdict
from annotator.kernel.positions import Span
from annotator.kernel.sentences import Sentences
from annotator.project import Project
from tests.app.desks import article, open_window, press, until

THREE = "The pier is 300 m long. Nobody fished there. It closed in May."
MANY = 200
TIP = Qt.ItemDataRole.ToolTipRole


@pytest.fixture
def shore(path: Path) -> Path:
    """A project with two articles: one of 47 sentences, one of three."""
    project = Project.open(path)
    project.work_as("Anna")
    service.add_article(project, Draft(THREE, Metadata("The pier")))
    project.close()
    return path


def told(window: MainWindow, row: int) -> str:
    return str(window.articles.model.index(row).data())


def tip_of(window: MainWindow, row: int) -> str:
    return str(window.articles.model.index(row).data(TIP))


def mark_read(path: Path, number: int, stretch: Span) -> None:
    project = Project.open(path)
    project.work_as("Ben")
    marked = project.articles.page()[number]
    sentences = Sentences(project.articles.text(marked.version.id))
    coverage.nothing_to_check(project, marked, sentences, stretch)
    project.close()


def test_a_row_says_how_much_was_read_to_eyes_and_ears(
    qtbot: QtBot, tmp_path: Path, shore: Path
) -> None:
    mark_read(shore, 1, Span(0, 30))
    window = open_window(qtbot, tmp_path, shore)
    until(lambda: "2 of 3 sentences read" in told(window, 1))
    assert "2 of 3 sentences read" in tip_of(window, 1)
    assert "The pier" in tip_of(window, 1)


def test_the_count_follows_marks_of_here_and_of_elsewhere(
    qtbot: QtBot, tmp_path: Path, shore: Path
) -> None:
    window = open_window(qtbot, tmp_path, shore)
    window.session.choose_article(window.articles.model._ids[1])
    until(lambda: "0 of 3 sentences read" in told(window, 1))
    pier, project = article(window), window.session.project
    window.session.attempt(lambda: tag_span(project, pier, Span(0, 8), Verdict.VERIFIED))
    until(lambda: "1 of 3 sentences read" in told(window, 1))
    mark_read(shore, 1, Span(0, len(THREE)))
    until(lambda: "3 of 3 sentences read" in told(window, 1))
    press(window, "Ctrl+Z")
    until(lambda: "2 of 3 sentences read" in told(window, 1))


def test_a_text_mostly_unread_says_so_before_its_claims_are_counted() -> None:
    claims = Progress(8, 14)
    assert progress_in_words(claims, None) == "8 of 14 checked"
    assert progress_in_words(claims, ReadCount(16, 30)) == "8 of 14 checked"
    assert progress_in_words(claims, ReadCount(13, 30)) == "17 of 30 unread, 8 of 14 checked"
    assert progress_in_words(claims, ReadCount(15, 30)) == "15 of 30 unread, 8 of 14 checked"
    assert progress_in_words(Progress(0, 0), ReadCount(0, 30)) == "No claims yet"
    assert progress_in_words(Progress(0, 0), ReadCount(13, 30)) == "13 of 30 sentences read"
    assert progress_in_words(None, ReadCount(13, 30)) == ""
    assert progress_in_words(Progress(0, 0), ReadCount(0, 0)) == "No claims yet"


def test_the_tip_warns_first(qtbot: QtBot, tmp_path: Path, shore: Path) -> None:
    project = Project.open(shore)
    project.work_as("Anna")
    tag_span(project, project.articles.page()[1], Span(0, 8), Verdict.VERIFIED)
    project.close()
    window = open_window(qtbot, tmp_path, shore)
    until(lambda: "1 of 3 sentences read" in told(window, 1))
    for words in (told(window, 1), tip_of(window, 1)):
        assert words.index("More than half") < words.index("1 of 3 sentences read")
        assert words.index("1 of 3 sentences read") < words.index("1 of 1 checked")


def test_a_bar_shows_it_where_the_words_do_not(qtbot: QtBot, tmp_path: Path, shore: Path) -> None:
    project = Project.open(shore)
    project.work_as("Anna")
    tag_span(project, project.articles.page()[1], Span(0, 8), Verdict.VERIFIED)
    project.close()
    mark_read(shore, 1, Span(30, 35))
    window = open_window(qtbot, tmp_path, shore)
    model, port = window.articles.model, window.articles.list.viewport()
    until(lambda: "2 of 3 sentences read" in told(window, 1))
    assert progress_in_words(*counts_of(window)) == "1 of 1 checked"
    before = port.grab().toImage()
    mark_read(shore, 1, Span(0, len(THREE)))
    until(lambda: "3 of 3 sentences read" in told(window, 1))
    assert progress_in_words(*counts_of(window)) == "1 of 1 checked"
    row = window.articles.list.visualRect(model.index(1, 0))
    assert port.grab().toImage().copy(row) != before.copy(row)


def counts_of(window: MainWindow) -> tuple[Progress | None, ReadCount | None]:
    row = window.articles.model.article(1)
    assert row is not None
    return row.progress, row.read


def test_only_what_is_in_view_is_read_and_off_the_window_s_thread(
    qtbot: QtBot, tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project.open(path)
    project.work_as("Anna")
    for number in range(MANY):
        service.add_article(project, Draft(THREE, Metadata(f"Pier {number}")))
    project.close()
    asked: list[str] = []
    whole = coverage.ReadCounter.count

    def count(self: coverage.ReadCounter, project: Project, article: Article) -> ReadCount:
        assert current_thread() is not main_thread()
        asked.append(article.id)
        return whole(self, project, article)

    monkeypatch.setattr(coverage.ReadCounter, "count", count)
    window = open_window(qtbot, tmp_path, path)
    view, model = window.articles.list, window.articles.model
    until(lambda: "sentences read" in told(window, 0) and not window.session.jobs.is_at_work)
    seen = view.rowAt(view.viewport().height() - 1) + 1
    assert 0 < seen < MANY / 4
    assert {*asked} <= {*model._ids[: seen + 1]}
    asked.clear()
    view.scrollToBottom()
    until(lambda: len({*asked}) >= seen - 1 and not window.session.jobs.is_at_work)
    assert {*asked} <= {*model._ids[-seen - 2 :]}


def test_sentences_are_found_once_however_often_they_are_counted(
    shore: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project.open(shore)
    project.work_as("Anna")
    pier = project.articles.page()[1]
    counter = coverage.ReadCounter()
    assert counter.count(project, pier) == ReadCount(0, 3)
    monkeypatch.setattr(coverage, "Sentences", None)
    tag_span(project, pier, Span(0, 8), Verdict.VERIFIED)
    assert counter.count(project, pier) == ReadCount(1, 3)
    project.close()
