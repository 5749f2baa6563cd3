"""Days as people write them, here and there, and languages by their names."""

from datetime import date

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from annotator.domain.articles import Metadata
from annotator.ui.day_field import DayField
from annotator.ui.dialogs.article import ArticleDialog
from annotator.ui.language_box import LanguageBox, languages
from annotator.ui.local_days import ReadDay, read_day

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("words", "where", "iso", "other"),
    [
        ("3 Nov 2026", "en_GB", "2026-11-03", ""),
        ("Nov 3, 2026", "en_US", "2026-11-03", ""),
        ("November 3rd 2026", "en_US", "2026-11-03", ""),
        ("3.11.2026", "en_US", "2026-11-03", ""),
        ("3. November 2026", "de_DE", "2026-11-03", ""),
        ("3 novembre 2026", "fr_FR", "2026-11-03", ""),
        ("11/3/2026", "en_US", "2026-11-03", "2026-03-11"),
        ("11/3/2026", "en_GB", "2026-03-11", "2026-11-03"),
        ("31/12/26", "en_US", "2026-12-31", ""),
        ("2026-11-03", "de_DE", "2026-11-03", ""),
        ("2026年11月3日", "ja_JP", "2026-11-03", ""),
        ("٣/١١/٢٠٢٦", "ar_EG", "2026-11-03", "2026-03-11"),
        ("November 2026", "en_GB", "2026-11", ""),
        ("11/2026", "en_GB", "2026-11", ""),
        ("2026", "en_GB", "2026", ""),
        ("today", "en_GB", "2026-11-30", ""),
    ],
)
def test_a_day_is_read_as_it_is_written_there(words: str, where: str, iso: str, other: str) -> None:
    assert read_day(words, QLocale(where), TODAY) == ReadDay(iso, other)


@pytest.mark.parametrize("words", ["", "soon", "30 Feb 2026", "13/13/2026", "3", "no. 3 of 2026"])
def test_what_is_no_day_is_none(words: str) -> None:
    assert read_day(words, QLocale("en_GB"), TODAY) is None


def test_the_understood_day_stands_beside_the_field(qtbot: QtBot) -> None:
    field = DayField("Date")
    row = field.row()
    qtbot.addWidget(row)
    field.setText("3 Nov 2026")
    assert field.meaning.text() == "3 November 2026"
    assert field.day() == "2026-11-03"


def test_a_date_that_nobody_touched_stays_as_it_was_written(qtbot: QtBot) -> None:
    kept = Metadata("Title", published="3rd of Nov. 2026", language="en-GB")
    dialog = ArticleDialog(None, kept, frozenset(), "Confirm details")
    qtbot.addWidget(dialog)
    assert dialog.metadata() == kept


def test_a_month_is_enough_for_an_article_and_not_for_a_plan(qtbot: QtBot) -> None:
    whole, partial = DayField("Due"), DayField("Date", partial=True)
    for field in (whole, partial):
        qtbot.addWidget(field)
        field.setText("November 2026")
    assert (whole.day(), partial.day()) == ("November 2026", "2026-11")


@pytest.mark.parametrize("typed", ["German", "deutsch", "DE", "German – Deutsch (de)"])
def test_a_language_is_found_by_any_of_its_names(qtbot: QtBot, typed: str) -> None:
    box = LanguageBox("Language")
    qtbot.addWidget(box)
    box.setEditText(typed)
    assert box.code() == "de"


def test_only_languages_of_the_list_are_taken(qtbot: QtBot) -> None:
    dialog = ArticleDialog(None, Metadata("Title"), frozenset(), "Confirm details")
    qtbot.addWidget(dialog)
    dialog.language.setEditText("Gibberish")
    dialog.show()
    dialog.press_default()
    assert dialog.isVisible()
    assert len(languages()) > 150
