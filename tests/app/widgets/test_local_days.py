"""Days as people write them, here and there, and languages by their names."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from annotator.app.forms.form import ClaimForm
from annotator.app.widgets.day_field import DayField, ReadDay, read_day
from annotator.app.window.main_window import MainWindow
from annotator.articles.model import Metadata
from annotator.articles.ui.dialog import ArticleDialog, LanguageBox, languages
from annotator.claims.fields import ClaimWords
from annotator.claims.ui.details.correspondence import ContactForm
from annotator.evidence.ui.form import EvidenceForm, KnownSources
from annotator.evidence.ui.source_form import SourceForm
from tests.app.desks import write

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


@pytest.mark.parametrize(
    ("typed", "code"), [("Englisch", "en"), ("en-GB", "en-GB"), ("allemand", "de"), ("xx", None)]
)
def test_a_language_may_be_named_in_another_language(
    qtbot: QtBot, typed: str, code: str | None
) -> None:
    box = LanguageBox("Language")
    qtbot.addWidget(box)
    box.setEditText(typed)
    assert box.code() == code


def test_only_languages_of_the_list_are_taken(qtbot: QtBot) -> None:
    dialog = ArticleDialog(None, Metadata("Title"), frozenset(), "Confirm details")
    qtbot.addWidget(dialog)
    dialog.language.setEditText("Gibberish")
    dialog.show()
    dialog.press_default()
    assert dialog.isVisible()
    assert len(languages()) > 150


def days_of_forms() -> list[tuple[ClaimForm | SourceForm, DayField, Callable[[], str]]]:
    known = KnownSources(lambda _: (), lambda _: None)
    evidence, contact = EvidenceForm("claim", known), ContactForm("claim")
    source = evidence.source
    return [
        (evidence, evidence.accessed, lambda: evidence.answer().details.accessed_on),
        (contact, contact.contacted_on, lambda: contact.answer().contacted_on),
        (source, source.published, lambda: source.details().published),
    ]


def test_forms_take_days_as_they_are_written_here(qtbot: QtBot) -> None:
    for form, field, kept in days_of_forms():
        qtbot.addWidget(form)
        form.show()
        field.setText("3 Nov 2026")
        assert kept() == "2026-11-03"
        assert field.meaning.text() == "3 November 2026"
        assert not field.meaning.isHidden()
        field.setText("2026-11-03")
        assert field.meaning.isHidden()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("3 Nov 2026", "2026-11-03"), ("Nov 2026", "2026-11"), ("at the last rally", None)],
)
@pytest.mark.usefixtures("claim")
def test_the_date_said_is_put_in_order_once_its_field_is_left(
    window: MainWindow, typed: str, kept: str | None
) -> None:
    field = window.claims.details.about.typed[ClaimWords.SAID_ON]
    window.claims.details.about.unfold()
    write(field, typed)
    window.text.view.setFocus()
    assert window.session.claim is not None
    claim = window.session.project.claims.get(window.session.claim.id)
    assert claim.said_on == field.words() == (kept or typed)
