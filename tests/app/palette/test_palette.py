"""The palette, by keys alone: actions, articles and claims, run and gone to."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.app.palette.controller import CommandPalette
from annotator.app.palette.entries import EntryKind, PaletteEntry, fitting
from annotator.app.window.main_window import MainWindow
from annotator.articles import service
from annotator.articles.model import Draft, Metadata
from annotator.claims.highlights import find_quote
from annotator.claims.service import claims, places
from annotator.project import Project
from tests.app.desks import article, drag, press, span_of, standing_of, until
from tests.app.window_fixtures import TEXT

SECOND = "The bridge over the Alder closes on Monday. It was built in 1931."


@pytest.fixture
def path(path: Path) -> Path:
    project = Project.open(path)
    project.work_as("Anna")
    first = project.articles.page()[0]
    for quote in ("dredged in 1987", "Some 4,200 people work there", "never closed a single berth"):
        claims.mark(project, first, find_quote(TEXT, quote))
    service.add_article(project, Draft(SECOND, Metadata("Old bridge closes", outlet="Coast Radio")))
    second = project.articles.page()[1]
    claims.mark(project, second, find_quote(SECOND, "built in 1931"))
    project.close()
    return path


def ask(window: MainWindow, typed: str = "") -> CommandPalette:
    press(window, "Ctrl+K")
    assert window.finding.palette.field.hasFocus()
    QTest.keyClicks(window.finding.palette.field, typed)
    return window.finding.palette


def words(palette: CommandPalette) -> list[str]:
    return [entry.words for entry in palette.model.entries]


def test_an_action_is_found_and_run(window: MainWindow) -> None:
    drag(window, span_of(window, "Nurses disagree"))
    palette = ask(window, "unsup")
    assert words(palette)[0] == "Unsupported"
    press(window, "Return")
    assert standing_of(window, 4) == "unsupported"
    assert not palette.isVisible()
    assert window.text.view.hasFocus()


def test_what_cannot_be_done_comes_last_and_says_why(window: MainWindow) -> None:
    palette = ask(window, "conclusion")
    (entry,) = [entry for entry in palette.model.entries if entry.id == "conclude"]
    assert not entry.usable
    assert entry.note == "needs a claim"
    press(window, "Return")
    assert palette.isVisible()


def test_a_key_is_shown_beside_its_action(window: MainWindow) -> None:
    palette = ask(window, "export")
    assert palette.model.entries[0].keys == ("Ctrl+E",)


@pytest.mark.parametrize(
    ("typed", "first"),
    [("m", "Mark as claim"), ("ctrl+e", "Export report"), ("Ctrl + Y", "Redo"), ("F6", "Go to te")],
)
def test_an_action_is_found_by_its_key(window: MainWindow, typed: str, first: str) -> None:
    palette = ask(window, typed)
    assert palette.model.entries[0].words.startswith(first)


def test_an_action_has_the_key_that_somebody_gave_it(window: MainWindow) -> None:
    window.keymap.set_keys("mark", ("Shift+T",))
    palette = ask(window, "shift+t")
    assert palette.model.entries[0].words == "Mark as claim"
    assert palette.model.entries[0].keys == ("Shift+T",)


@pytest.mark.parametrize("typed", ["bridge", "old cl", "coast", "obc", "RADIO bridge"])
def test_an_article_is_found_by_title_and_outlet(window: MainWindow, typed: str) -> None:
    palette = ask(window, typed)
    until(lambda: "Old bridge closes" in words(palette))
    while palette.model.entries[palette.list.currentIndex().row()].words != "Old bridge closes":
        press(window, "Down")
    press(window, "Return")
    assert article(window).number == 2


def test_a_claim_of_this_article_is_found_by_its_number(window: MainWindow) -> None:
    palette = ask(window, "2")
    until(lambda: bool(palette.model.entries))
    press(window, "Return")
    assert window.session.claim is not None
    assert window.session.claim.number == 2
    assert article(window).number == 1


def test_a_claim_is_found_by_the_number_of_the_claim_that_was_joined_to_it(
    window: MainWindow,
) -> None:
    project, article_id = window.session.project, article(window).id
    first, second, *_ = project.claims.of_article(article_id)
    window.session.attempt(lambda: places.join(project, first, second))
    palette = ask(window, "2")
    told = "Claim 2 was joined to claim 1"
    until(lambda: told in [entry.note for entry in palette.model.entries])
    while palette.model.entries[palette.list.currentIndex().row()].note != told:
        press(window, "Down")
    press(window, "Return")
    assert window.session.claim is not None
    assert window.session.claim.number == 1


@pytest.mark.parametrize(("typed", "number"), [("dredg", 1), ("single berth", 3), ("ople wor", 2)])
def test_a_claim_is_found_by_its_words(window: MainWindow, typed: str, number: int) -> None:
    palette = ask(window, typed)
    until(lambda: any(e.kind is EntryKind.CLAIM for e in palette.model.entries))
    press(window, "Return")
    assert window.session.claim is not None
    assert window.session.claim.number == number


def test_a_claim_of_another_article_is_found_by_its_quote(window: MainWindow) -> None:
    palette = ask(window, "1931")
    until(lambda: any(e.kind is EntryKind.CLAIM for e in palette.model.entries))
    press(window, "Return")
    assert article(window).number == 2
    assert window.session.claim is not None


def test_escape_closes_and_gives_the_focus_back(window: MainWindow) -> None:
    window.articles.list.setFocus()
    palette = ask(window, "zoo")
    press(window, "Escape")
    assert not palette.isVisible()
    assert window.articles.list.hasFocus()


def test_a_click_elsewhere_closes_it(window: MainWindow) -> None:
    palette = ask(window, "a")
    window.text.view.setFocus()
    assert not palette.isVisible()


def test_a_click_on_a_line_chooses_it(window: MainWindow) -> None:
    palette = ask(window, "dark")
    index = palette.model.index(0)
    place = palette.list.visualRect(index).center()
    QTest.mouseClick(
        palette.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )
    assert window.preferences.scheme == "dark"
    window.menus.actions["light"].trigger()


def test_what_was_chosen_last_comes_first_when_nothing_is_typed(window: MainWindow) -> None:
    ask(window, "larger text")
    press(window, "Return")
    ask(window, "bridge")
    until(lambda: "Old bridge closes" in words(window.finding.palette))
    press(window, "Return")
    palette = ask(window)
    assert words(palette)[:2] == ["Old bridge closes", "Larger text"]
    assert {"Quit", "Undo: Mark claim 1"} & set(words(palette))


def test_the_list_is_stepped_through_round_its_ends(window: MainWindow) -> None:
    palette = ask(window)
    press(window, "Up")
    assert palette.list.currentIndex().row() == len(palette.model.entries) - 1
    press(window, "Down")
    assert palette.list.currentIndex().row() == 0
    press(window, "PgDown")
    assert palette.list.currentIndex().row() == 10


def test_a_name_with_markup_in_it_is_shown_as_it_is(window: MainWindow, path: Path) -> None:
    project = Project.open(path)
    service.add_article(project, Draft("Text.", Metadata("<b>Bold</b> & <i>brave</i>")))
    project.close()
    palette = ask(window, "bold")
    until(lambda: "<b>Bold</b> & <i>brave</i>" in words(palette))
    assert palette.grab().width() > 0


def test_nothing_found_says_where_else_to_look(window: MainWindow) -> None:
    palette = ask(window, "qqqqq")
    until(palette.nothing.isVisible)


def test_without_a_project_actions_are_found(window: MainWindow) -> None:
    window.session.close()
    assert words(ask(window, "new proj"))[0] == "New project"


def action(name: str, *, usable: bool = True) -> PaletteEntry:
    return PaletteEntry(EntryKind.ACTION, name, name, usable=usable)


def test_usable_actions_that_fit_well_come_before_all_others() -> None:
    actions = [
        action("Mark", usable=False),
        action("Make article rank"),
        action("Remark"),
        action("Mark claim"),
    ]
    well, others = fitting("mark", actions)
    assert [e.id for e in well] == ["Mark claim", "Remark"]
    assert [e.id for e in others] == ["Make article rank", "Mark"]
