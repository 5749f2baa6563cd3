"""Agreement at the window: opened by keys, and every number leads to its claims."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTableWidgetItem
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.articles import service
from annotator.articles.model import Draft, Metadata
from annotator.claims.service import claims
from annotator.claims.verdicts import Verdict
from annotator.project import Project
from annotator.review.ui.agreement.page import AgreementPage, FigureLine
from tests.app.desks import article, open_window, press, until
from tests.app.window_fixtures import TEXT
from tests.projects import make_claim, tag_in_letters

QUOTES = ("Port Alder", "dredged in 1987", "Some 4,200 people", "twice as many", "Inés Calder")
V, D, U = Verdict
LEFT = Qt.MouseButton.LeftButton


def fill(path: Path, **verdicts: str) -> None:
    """Give the claims on ``QUOTES`` verdicts: a letter a claim, “.” for none."""
    project = Project.open(path)
    project.work_as("Anna")
    article = project.articles.numbered(1)
    claims = [make_claim(project, article, quote) for quote in QUOTES]
    tag_in_letters(project, claims, verdicts)
    service.add_article(project, Draft(TEXT, Metadata("Another")))
    project.close()


@pytest.fixture
def checked(qtbot: QtBot, tmp_path: Path, path: Path) -> MainWindow:
    fill(path, Anna="VVDU.", Ben="VVU.D", Cleo="VDUUV")
    return open_window(qtbot, tmp_path, path)


def opened(window: MainWindow) -> AgreementPage:
    """The page, opened by keys alone through the palette."""
    press(window, "Ctrl+K")
    until(window.finding.palette.isVisible)
    QTest.keyClicks(window.finding.palette.field, "Agreement")
    press(window.finding.palette, "Return")
    until(lambda: page_of(window) is not None)
    page = page_of(window)
    assert page is not None
    until(page.pairs.isEnabled)
    until(page.isActiveWindow)
    return page


def page_of(window: MainWindow) -> AgreementPage | None:
    return window.agreeing.page


def told(page: AgreementPage) -> list[str]:
    return [line.words for line in page.findChildren(FigureLine) if line.isVisibleTo(page)]


def says(page: AgreementPage, words: str) -> Callable[[], bool]:
    return lambda: words in told(page)


def listed(page: AgreementPage) -> list[str]:
    claims = page.pairs.claims
    return [claims.item(row).text() for row in range(claims.count())]


def cell(page: AgreementPage, row: Verdict, column: Verdict) -> QTableWidgetItem:
    order = list(Verdict)
    found = page.pairs.table.item(order.index(row), order.index(column))
    assert found is not None
    return found


def click(page: AgreementPage, row: Verdict, column: Verdict) -> None:
    table = page.pairs.table
    place = table.visualItemRect(cell(page, row, column)).center()
    QTest.mouseClick(table.viewport(), LEFT, pos=place)


def headings(page: AgreementPage) -> list[str]:
    """What stands above the columns, which stands before the rows, too."""
    model, role = page.pairs.table.model(), Qt.ItemDataRole.DisplayRole
    across, down = (
        [str(model.headerData(n, way, role)) for n in range(3)]
        for way in (Qt.Orientation.Horizontal, Qt.Orientation.Vertical)
    )
    assert across == down
    return across


def test_the_page_opens_by_keys_with_those_who_tagged(checked: MainWindow) -> None:
    page = opened(checked)
    assert [box.text() for box in page.choosing.boxes.values() if box.isChecked()] == [
        "Anna",
        "Ben",
    ]
    until(says(page, "Raw agreement: 0.667"))
    assert "Cohen’s kappa: 0.400" in told(page)
    assert "Same claims found (F1): 0.750" in told(page)
    assert "The harbour: 0.621" in told(page) or any(
        w.startswith("The harbour") for w in told(page)
    )
    assert not any(words.startswith("Fleiss") for words in told(page))
    assert "blind work" in " ".join(label.text() for label in page.findChildren(QLabel))


def test_every_figure_says_how_many_it_rests_on_and_what_it_means(checked: MainWindow) -> None:
    page = opened(checked)
    until(says(page, "Raw agreement: 0.667"))
    for line in page.findChildren(FigureLine):
        assert "n = " in line.about.text()
        assert line.about.text().endswith(".")


def test_a_cell_of_one_claim_leads_to_it_by_the_mouse(checked: MainWindow) -> None:
    page = opened(checked)
    click(page, D, U)
    until(lambda: checked.session.claim is not None)
    assert checked.session.claim is not None
    assert checked.session.claim.number == 3
    until(lambda: listed(page) == ["The harbour, claim 3\nSome 4,200 people"])


def test_a_cell_of_several_claims_lists_them_by_keys_and_enter_goes_to_one(
    checked: MainWindow,
) -> None:
    page = opened(checked)
    page.pairs.table.setFocus()
    press(page, "Right", "Left", "Return")
    until(lambda: len(listed(page)) == 2)
    assert checked.session.claim is None
    assert page.focusWidget() is page.pairs.claims
    press(page, "Down", "Return")
    until(lambda: checked.session.claim is not None)
    assert checked.session.claim is not None
    assert checked.session.claim.number == 2


def test_an_empty_cell_leads_nowhere_and_says_so(checked: MainWindow) -> None:
    page = opened(checked)
    click(page, D, D)
    labels = [label.text() for label in page.pairs.findChildren(QLabel)]
    assert "Anna disputed, Ben disputed: 0 claims." in labels
    assert listed(page) == []
    assert checked.session.claim is None


def test_what_only_one_found_is_led_to(checked: MainWindow) -> None:
    page = opened(checked)
    mine, yours = page.pairs.only
    assert (mine.text(), yours.text()) == ("Only Anna: 1", "Only Ben: 1")
    mine.setFocus()
    press(page, "Space")
    until(lambda: checked.session.claim is not None)
    assert checked.session.claim is not None
    assert checked.session.claim.number == 4


def test_three_checkers_have_fleiss_kappa_and_a_table_for_each_two(checked: MainWindow) -> None:
    page = opened(checked)
    cleo = [*page.choosing.boxes.values()][2]
    until(cleo.isVisible)
    cleo.setFocus()
    press(page, "Space")
    until(lambda: any(words.startswith("Fleiss") for words in told(page)))
    choice = page.pairs.choice
    assert choice.isVisible()
    choice.setFocus()
    press(page, "Down")
    assert choice.currentText() == "Anna and Cleo"
    assert page.pairs.pair is not None
    assert page.pairs.pair.second.name == "Cleo"
    until(says(page, "Raw agreement: 0.500"))


def test_one_checker_alone_is_not_compared(checked: MainWindow) -> None:
    page = opened(checked)
    first = next(iter(page.choosing.boxes.values()))
    QTest.mouseClick(first, LEFT, pos=QPoint(8, first.height() // 2))
    until(lambda: page.state.text() == "Choose at least two checkers.")
    assert told(page) == []
    assert not page.pairs.isEnabled()


def test_the_article_or_the_whole_project_is_compared(checked: MainWindow) -> None:
    page = opened(checked)
    other = checked.session.project.articles.numbered(2)
    checked.session.choose_article(other.id)
    until(lambda: page.state.text() == "In “Another”")
    until(says(page, "Raw agreement: not defined"))
    page.choosing.scope.setFocus()
    press(page, "Down")
    until(lambda: page.state.text() == "In 1 article")
    until(says(page, "Raw agreement: 0.667"))


def test_a_new_tag_is_counted_at_once_and_the_list_stays(checked: MainWindow) -> None:
    page = opened(checked)
    click(page, V, V)
    until(lambda: len(listed(page)) == 2)
    project = checked.session.project
    claim = project.claims.of_article(project.articles.numbered(1).id)[4]
    checked.session.attempt(lambda: claims.tag(project, [claim.id], V))
    until(says(page, "Raw agreement: 0.500"))
    assert len(listed(page)) == 2


def test_a_claim_that_is_gone_is_told_and_nothing_breaks(checked: MainWindow) -> None:
    page = opened(checked)
    page.pairs.claim_chosen.emit("gone")
    assert checked.session.claim is None
    assert checked.notice.isVisible()


def test_who_works_alone_is_told_why_there_is_nothing(window: MainWindow) -> None:
    window.menus.actions["agreement"].trigger()
    page = page_of(window)
    assert page is not None
    until(lambda: page.state.text().startswith("Nobody else works in this project yet"))


def test_cells_speak_for_themselves(checked: MainWindow) -> None:
    page = opened(checked)
    reader = QAccessible.queryAccessibleInterface(page.pairs.table)
    assert reader.text(QAccessible.Text.Name) == "Table of verdicts"
    item = cell(page, V, V)
    spoken = item.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == item.toolTip() == "Anna verified, Ben verified: 2 claims"
    # opened, it is no wider than the screen
    page.resize(1600, 900)
    until(lambda: headings(page) == ["V  Verified", "D  Disputed", "U  Unsupported"])


@pytest.mark.parametrize("scheme", ["light", "dark", "high-contrast-dark"])
def test_without_any_colour_agreeing_and_differing_cells_look_different(
    checked: MainWindow, scheme: str
) -> None:
    checked.show_scheme(scheme)
    page = opened(checked)
    table = page.pairs.table
    shades = []
    for place in ((V, V), (D, U)):
        picture = table.viewport().grab(table.visualItemRect(cell(page, *place))).toImage()
        right = range(picture.width() // 2, picture.width() - 2)
        greys = [
            picture.pixelColor(x, y).lightness()
            for x in right
            for y in range(2, picture.height() - 2)
        ]
        ground = max({*greys}, key=greys.count)
        shades.append(sum(abs(grey - ground) > 40 for grey in greys) / len(greys))
    filled, hatched = shades
    assert filled > 1.5 * hatched > 0  # the numbers in both are of any font


def test_names_are_letters_alone_where_there_is_no_room(checked: MainWindow) -> None:
    page = opened(checked)
    checked.show_interface_size(200)
    page.resize(1000, 660)
    until(lambda: headings(page) == ["V", "D", "U"])


def test_another_project_begins_anew(checked: MainWindow, tmp_path: Path) -> None:
    opened(checked)
    assert checked.open(tmp_path / "new.sqlite", new=True)
    assert page_of(checked) is None


def test_only_the_chosen_claims_are_compared_if_that_is_asked(checked: MainWindow) -> None:
    page = opened(checked)
    until(says(page, "Raw agreement: 0.667"))
    page.choosing.scope.setCurrentIndex(2)
    until(lambda: page.state.text() == "In 0 chosen claims")
    ids = [claim.id for claim in checked.session.project.claims.of_article(article(checked).id)]
    checked.session.choose_claim(ids[0])
    page.open_up()
    until(lambda: page.state.text() == "In 1 chosen claim")
    until(says(page, "Raw agreement: 1.000"))
