"""Columns of tables: told by their headings in nine languages, or else by their cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exchange.columns import (
    EVIDENCE,
    SEVERAL,
    ColumnMeaning,
    KnownArticles,
    digest_of,
    is_box,
    known_headings,
    looks_like_headings,
    plain_heading,
    propose_columns,
)
from tests.kernel.texts import moderate

M = ColumnMeaning
UNKNOWN = KnownArticles()
SHEETS = {
    "en": "Quote|Fact|Source|Link|Page|Date accessed|Status|Checked by|Comment",
    "de": "Zitat|Fakt|Quelle|Link|Seite|Abgerufen am|Status|Geprüft von|Kommentar",
    "fr": "Citation|Fait|Source|Lien|Numéro de page|Consulté le|Statut|Vérifié par|Commentaire",
    "es": "Cita|Hecho|Fuente|Enlace|Página|Fecha de consulta|Estado|Verificado por|Comentario",
    "it": "Citazione|Fatto|Fonte|Collegamento|Pagina|Consultato il|Stato|Verificato da|Commento",
    "pt": "Citação|Fato|Fonte|Link|Página|Data de acesso|Veredito|Checado por|Comentário",
    "nl": "Citaat|Feit|Bron|Link|Pagina|Geraadpleegd op|Oordeel|Gecontroleerd door|Opmerking",
    "ru": "Цитата|Факт|Источник|Ссылка|Страница|Дата обращения|Статус|Проверил|Комментарий",
    "ar": "الاقتباس|الادعاء|المصدر|الرابط|الصفحة|تاريخ الاطلاع|الحالة|المدقق|تعليق",
}
WANTED = [
    *(M.QUOTE, M.CLAIM, M.SOURCE, M.LINK, M.LOCATOR),
    *(M.ACCESSED, M.VERDICT, M.CHECKER, M.NOTE),
]


def proposed(headings: list[str], *rows: list[str], known: KnownArticles = UNKNOWN) -> list[M]:
    cells = [[row[n] for row in rows if row[n]] for n in range(len(headings))]
    return [column.meaning for column in propose_columns(headings, cells, known)]


@pytest.mark.parametrize("language", SHEETS)
def test_the_headings_of_a_fact_sheet_are_told_in_each_language(language: str) -> None:
    headings = SHEETS[language].split("|")
    assert proposed(headings) == WANTED
    assert proposed([heading.upper() for heading in headings]) == WANTED
    assert known_headings(headings) == len(WANTED)


@pytest.mark.parametrize("heading", ["Source 2", "source_(primary)", " SOURCE: ", "Source #2"])
def test_numbers_signs_and_brackets_make_no_other_heading(heading: str) -> None:
    assert proposed(["Quote", heading]) == [M.QUOTE, M.SOURCE]


def test_a_column_is_told_by_its_cells_where_its_heading_says_nothing() -> None:
    rows = [["Rents rose by a third", "https://a.example.org", "true", "x7"]] * 3
    assert proposed(["A", "B", "C", "D"], *rows) == [M.QUOTE, M.LINK, M.VERDICT, M.NOTHING]


def test_the_words_of_an_article_are_told_from_longer_words() -> None:
    rows = [["some longer words of a colleague, which nobody printed", "rents rose"]] * 2
    assert proposed(["A", "B"], *rows) == [M.QUOTE, M.NOTHING]
    known = KnownArticles(("In May rents “rose”. But rents  rose everywhere.",))
    assert proposed(["A", "B"], *rows, known=known) == [M.NOTHING, M.QUOTE]


def test_addresses_that_differ_are_sources_unless_articles_have_them() -> None:
    rows = [["rents rose", "https://a.example.org/1"], ["wages fell", "https://b.example.org/2"]]
    assert proposed(["Quote", "URL"], *rows) == [M.QUOTE, M.LINK]
    known = KnownArticles((), frozenset({"https://a.example.org/1"}))
    assert proposed(["Quote", "URL"], *rows, known=known) == [M.QUOTE, M.ARTICLE_URL]
    assert proposed(["Quote", "URL"], rows[0], rows[0]) == [M.QUOTE, M.ARTICLE_URL]


@pytest.mark.parametrize("kind", ["Annotation/Reply Type,Quote", "Type,Quote/description"])
def test_the_page_that_was_marked_is_no_place_in_a_source(kind: str) -> None:
    headings = f"Created at,Author,Page,URL,Group,{kind},Comment,Tags".split(",")
    row = ["", "Ana", "The bridge", "https://a.example.org", "", "", "rents rose", "No.", ""]
    assert EVIDENCE.isdisjoint(proposed(headings, row, row))
    assert proposed(["Quote", "Page"], ["rents rose", "12"]) == [M.QUOTE, M.LOCATOR]


def test_a_citation_is_the_words_in_french_and_a_source_in_english() -> None:
    assert proposed(["Citation", "Source"]) == [M.QUOTE, M.SOURCE]
    assert proposed(["Claim", "Citation"]) == [M.CLAIM, M.SOURCE]


def test_an_author_beside_a_checker_is_that_of_the_source() -> None:
    assert proposed(["Quote", "Author"]) == [M.QUOTE, M.CHECKER]
    wanted = [M.QUOTE, M.SOURCE, M.SOURCE_AUTHOR, M.CHECKER]
    assert proposed(["Quote", "Source", "Author", "Checked by"]) == wanted


def test_a_box_is_ticked_by_a_sign() -> None:
    assert all(is_box("Verified?", cell) for cell in ("x", "Yes", "✓"))
    assert not any(is_box("Verified?", cell) for cell in ("no", ""))
    assert not is_box("Status", "x")


def test_data_are_no_headings() -> None:
    assert looks_like_headings(["Was", "Woher", "Wann"])
    for row in (["Rents rose.", "b"], ["https://a.example.org", "b"], ["", "b"], ["3", "b"]):
        assert not looks_like_headings(row)


def test_the_name_of_a_row_of_headings_tells_none_of_them() -> None:
    name = digest_of(["Quelle", "Fakt"])
    assert "quelle" not in name.casefold()
    assert name == digest_of([" quelle ", "FAKT"])
    assert name != digest_of(["Fakt", "Quelle"])


@moderate
@given(st.lists(st.sampled_from([h for s in SHEETS.values() for h in s.split("|")] + ["", "x"])))
def test_every_column_has_a_meaning_and_no_single_one_has_two(headings: list[str]) -> None:
    found = proposed(headings)
    assert len(found) == len(headings)
    single = [meant for meant in found if meant not in SEVERAL]
    assert len(single) == len({*single})
    assert EVIDENCE < SEVERAL


@given(st.text(max_size=30))
def test_a_plain_heading_is_plain(heading: str) -> None:
    plain = plain_heading(heading)
    assert plain == plain_heading(plain) or any(sign.isdigit() for sign in plain)


def test_a_text_beside_a_quote_is_the_comment_unless_it_is_quoted_from() -> None:
    comments = [["Rents rose", "See page 12"], ["Wages fell", "Do they?"]]
    assert proposed(["quote", "text"], *comments) == [M.QUOTE, M.NOTE]
    assert proposed(["text", "exact"], ["See page 12", "Rents rose"]) == [M.NOTE, M.QUOTE]
    whole = [["Rents rose", "In May rents rose again."], ["fell", "Wages fell."]]
    assert proposed(["quote", "text"], *whole) == [M.QUOTE, M.NOTHING]
    assert proposed(["text", "tags"], *comments) == [M.QUOTE, M.TAGS]
