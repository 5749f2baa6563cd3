"""Fact sheets: CSV of all kinds, workbooks and documents become claims with evidence."""

import csv
import io
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from annotator.evidence.model import Stance
from annotator.exchange.columns import ORDER_OPEN, ColumnMeaning, KnownArticles, TableChoices
from annotator.exchange.formats.reader import has_words, read_bytes, read_table_again
from annotator.exchange.formats.tables.sheet import repeat_joined
from annotator.exchange.model import ImportedAnnotation, ImportedEvidence, ImportedFile, SheetRow
from annotator.kernel.errors import (
    Cancelled,
    DamagedFile,
    EncryptedFile,
    NoTable,
    OldDocument,
    UnknownForm,
)
from tests.articles.intake.documents import zipped
from tests.exchange.formats.annotation_samples import read
from tests.judges import by_libreoffice
from tests.kernel.texts import moderate

M = ColumnMeaning
HEADINGS = "Zitat;Fakt;Quelle;Link;Seite;Abgerufen am;Status;Geprüft von;Bemerkung".split(";")
ROWS = [
    [
        *("Die Mieten stiegen", "Mieten, 2024", "Mietspiegel", "https://a.example.org/x"),
        *("12", "03.04.2026", "bestätigt", "Jörg", "Siehe „Anhang“;\nzweite Zeile"),
    ],
    ["", "", "Ministerium", "https://b.example.org", "3–4", "11/25/2026", "", "", ""],
    ["Löhne fielen", "", "", "", "", "", "in Arbeit", "", ""],
]


def table(*rows: list[str], delimiter: str = ";") -> str:
    words = io.StringIO(newline="")
    csv.writer(words, delimiter=delimiter).writerows(rows)
    return words.getvalue()


def only(file: ImportedFile) -> ImportedEvidence:
    (one,) = file.annotations
    (piece,) = one.evidence
    return piece


def piece_of(headings: list[str], cells: list[str]) -> ImportedEvidence:
    return only(read(table(headings, cells), "facts.csv"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252", "macintosh"])
def test_a_fact_sheet_becomes_claims_with_evidence(delimiter: str, encoding: str) -> None:
    above = [["Faktencheck Mieten"], [""] * len(HEADINGS)]
    text = table(*above, HEADINGS, *ROWS, delimiter=delimiter)
    file = read_bytes(text.encode(encoding), "fakten.csv")
    assert file.table is not None
    assert file.table.heading_row == 3
    first, second, third = file.annotations
    assert (first.quote, first.statement) == ("Die Mieten stiegen", "Mieten, 2024")
    assert (first.verdict, first.annotator) == ("bestätigt", "Jörg")
    assert (first.comment, first.note) == ("", "Siehe „Anhang“;\nzweite Zeile")
    (piece,) = first.evidence
    assert (piece.reference.name, piece.reference.url) == ("Mietspiegel", "https://a.example.org/x")
    assert (piece.reference.locator, piece.accessed_on) == ("Seite 12", "2026-04-03")
    assert (second.quote, second.verdict) == (first.quote, "")
    assert second.evidence[0].accessed_on == "2026-11-25"
    assert second.remarks == ("It has no quotation, and belongs to row 4.",)
    assert (third.verdict, third.note) == ("", "Status: in Arbeit")


def test_a_day_that_could_be_two_stays_words_until_the_order_is_chosen() -> None:
    text = table(["Quote", "Source", "Accessed"], ["Rents", "Office", "03/04/2026"])
    file = read(text, "facts.csv")
    assert only(file).accessed_on == ""
    assert "Accessed: 03/04/2026" in only(file).note
    assert file.annotations[0].remarks[0].endswith(ORDER_OPEN)
    for meant, day in (
        (M.ACCESSED_DAY_FIRST, "2026-04-03"),
        (M.ACCESSED_MONTH_FIRST, "2026-03-04"),
    ):
        again = read_table_again(file, TableChoices(columns=(M.QUOTE, M.SOURCE, meant)))
        assert only(again).accessed_on == day
        assert again.annotations[0].remarks == ()


def test_sources_and_links_are_paired_by_numbers_or_by_order() -> None:
    cells = [
        "Rents",
        "First office",
        "Second office",
        "https://a.example.org",
        "https://b.example.org",
    ]
    wanted = [("First office", cells[3]), ("Second office", cells[4])]
    for headings in (
        ["Quote", "Source", "Source", "Link", "Link"],
        ["Quote", "Source 1", "Source 2", "Link 1", "Link 2"],
    ):
        (one,) = read(table(headings, cells), "facts.csv").annotations
        assert [(p.reference.name, p.reference.url) for p in one.evidence] == wanted
    headings = ["Quote", "Source 1", "Source 2", "Link 2", "Weight"]
    (one,) = read(table(headings, [*cells[:4], ""]), "facts.csv").annotations
    assert [p.reference.url for p in one.evidence] == ["", cells[3]]


def test_several_sources_and_links_of_a_cell_are_paired_by_their_lines() -> None:
    cells = ["Rents", "https://a.example.org A\nhttps://b.example.org B", "1\n2", "p. 3\np. 4"]
    (one,) = read(table(["Quote", "Source", "Link", "Page"], cells), "facts.csv").annotations
    found = [(p.reference.url, p.reference.locator) for p in one.evidence if p.reference.url]
    assert found == [("https://a.example.org", "p. 3"), ("https://b.example.org", "p. 4")]


def test_a_claim_in_other_words_is_looked_for_where_no_quote_stands() -> None:
    file = read(table(["Quote", "Fact"], ["they rose", "Rents rose"], ["", "wages fell"]), "f.csv")
    found = [(one.quote, one.statement) for one in file.annotations]
    assert found == [("they rose", "Rents rose"), ("wages fell", "")]


def test_a_ticked_box_is_a_verdict_and_another_sign_stays_a_note() -> None:
    file = read(
        table(["Fact", "Verified"], ["Rents rose", "x"], ["Wages fell", "not yet"]), "f.csv"
    )
    assert [(one.verdict, one.note) for one in file.annotations] == [
        ("verified", ""),
        ("", "Verified: not yet"),
    ]


def test_a_place_without_a_source_is_kept_and_told() -> None:
    (one,) = read(table(["Quote", "Page"], ["Rents", "12"]), "f.csv").annotations
    assert one.remarks == ("It names a place or words in a source, but no source.",)
    assert "12" in one.evidence[0].reference.locator


def test_a_table_without_headings_is_told_by_its_cells() -> None:
    rows = [[f"Rents rose {n} times.", f"https://a.example.org/{n}"] for n in range(4)]
    file = read(table(*rows), "facts.csv")
    assert file.table is not None
    assert file.table.heading_row == 0
    assert [column.heading for column in file.table.columns] == ["column 1", "column 2"]
    assert [one.where for one in file.annotations] == ["row 1", "row 2", "row 3", "row 4"]
    assert file.annotations[3].links == ("https://a.example.org/3",)


def test_unknown_headings_are_headings_and_another_row_can_be_chosen() -> None:
    rows = [
        ["Was", "Woher"],
        ["Die Mieten stiegen stark an", "Amt"],
        ["Die Löhne fielen auch", "B"],
    ]
    file = read(table(*rows), "facts.csv")
    assert file.table is not None
    assert file.table.heading_row == 1
    assert [one.quote for one in file.annotations] == [rows[1][0], rows[2][0]]
    assert file.unread == ("Woher",)
    again = read_table_again(file, TableChoices(heading_row=0, columns=(M.QUOTE, M.SOURCE)))
    assert [one.quote for one in again.annotations] == [row[0] for row in rows]
    assert [one.evidence[0].reference.name for one in again.annotations] == ["Woher", "Amt", "B"]


def test_a_title_above_unknown_headings_is_no_heading() -> None:
    rows = [["Unsere Fakten", "", ""], ["Was", "Woher", "Wann"], ["Rents rose in May", "A", "B"]]
    file = read(table(*rows), "facts.csv")
    assert file.table is not None
    assert [column.heading for column in file.table.columns] == ["Was", "Woher", "Wann"]


def test_words_can_be_taken_from_any_column_and_into_a_note_with_its_heading() -> None:
    file = read(table(["Quote", "Weight"], ["Rents", "high"]), "facts.csv")
    again = read_table_again(file, TableChoices(columns=(M.QUOTE, M.LABELLED_NOTE)))
    assert again.annotations[0].note == "Weight: high"
    assert again.unread == ()
    named = read_table_again(file, TableChoices(named=(("weight", M.QUOTE),)))
    assert [one.quote for one in named.annotations] == ["high"]


def test_a_choice_without_words_of_claims_has_no_annotations() -> None:
    file = read(table(["Quote", "Note"], ["Rents", "high"]), "facts.csv")
    again = read_table_again(file, TableChoices(columns=(M.NOTE, M.NOTE)))
    assert not has_words(again)
    assert again.annotations == ()


def test_the_evidence_of_our_own_report_comes_back_with_its_stance() -> None:
    line = "Contradicts: Office; p. 3; “It fell by a tenth.”; https://a.example.org; "
    line += "accessed 2026-04-03"
    text = table(["Words in the article", "Evidence"], ["rents rose", line], delimiter=",")
    piece = only(read(text, "report.csv"))
    assert piece.stance is Stance.CONTRADICTS
    assert (piece.reference.title, piece.reference.locator) == ("Office", "p. 3")
    assert (piece.reference.url, piece.accessed_on) == ("https://a.example.org", "2026-04-03")
    assert piece.reference.quotation == "It fell by a tenth."


def test_tables_of_other_programs_come_in_with_tags_notes_authors_and_dates() -> None:
    hypothesis = (
        "Created at,Author,Page,URL,Group,Type,Quote/description,Comment,Tags\n"
        "2026-11-29 20:10,Ana,,https://a.example.org/1,G,Annotation,rents rose,No.,"
        '"disputed,misleading,rent"\n'
        "2026-11-29 20:11,Ben,,https://a.example.org/2,G,Annotation,wages fell,Yes.,verified\n"
    )
    for delimiter in (",", ";", "\t"):
        rows = [*csv.reader(io.StringIO(hypothesis))]
        first, second = read(table(*rows, delimiter=delimiter), "hypothesis.csv").annotations
        assert (first.verdict, first.reason, first.tags) == ("disputed", "misleading", ("rent",))
        assert (first.note, first.comment, first.annotator) == ("No.", "", "Ana")
        assert (first.made_at, first.url) == ("2026-11-29 20:10", "https://a.example.org/1")
        assert (second.verdict, second.url) == ("verified", "https://a.example.org/2")
    taguette = "id,document,tag,content\n1,Article,verdict.disputed,rents rose\n"
    (one,) = read(taguette, "highlights.csv").annotations
    assert (one.quote, one.verdict, one.tags) == ("rents rose", "verdict.disputed", ())


def test_label_studio_s_own_table_is_read_as_its_records() -> None:
    regions = '[{"start":0,"end":5,"text":"rents","labels":["disputed"]}]'
    rows = [
        ["annotation_id", "annotator", "id", "label", "text"],
        ["2", "1", "1", regions, "rents rose"],
    ]
    file = read(table(*rows, delimiter=","), "project.csv")
    assert (file.texts[0].text, file.annotations[0].quote) == ("rents rose", "rents")


# workbooks and documents


def workbook(*rows: list[Any], change: Any = None) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Facts"
    for row in rows:
        sheet.append(row)
    if change:
        change(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


HEAD = ["Quote", "Source", "Link", "Page", "Date accessed", "Status"]


def test_a_workbook_is_read_as_its_reader_sees_it() -> None:
    def change(book: Workbook) -> None:
        sheet = book["Facts"]
        sheet.insert_rows(1, 2)
        sheet["A1"] = "Facts of the harbour"
        sheet.merge_cells("A1:F1")
        sheet["C4"].hyperlink = "https://a.example.org/report"
        sheet.merge_cells("A4:A5")
        book.create_sheet("Other").append(["x"])
        book.create_sheet("Hidden").sheet_state = "hidden"

    rows: list[list[Any]] = [
        ["40 % of\nhomes", "Office", "the report", 12.0, date(2026, 4, 3), "OK"],
        [None, "Second office", '=HYPERLINK("https://b.example.org", "farm")', "3:15", None, None],
    ]
    file = read_bytes(workbook(HEAD, *rows, change=change), "facts.xlsx")
    assert file.table is not None
    assert (file.table.sheet.name, file.table.heading_row) == ("Facts", 3)
    assert [sheet.name for sheet in file.table.sheets] == ["Facts", "Other", "Hidden"]
    first, second = file.annotations
    assert (first.where, first.quote, first.verdict) == ("row 4", "40 % of\nhomes", "OK")
    piece = first.evidence[0]
    assert piece.reference.url == "https://a.example.org/report"
    assert (piece.reference.locator, piece.accessed_on) == ("Page 12", "2026-04-03")
    assert (second.quote, second.evidence[0].reference.url) == (
        first.quote,
        "https://b.example.org",
    )
    assert second.evidence[0].reference.locator == "3:15"
    assert file.encoding == ""


def test_a_formula_without_a_value_is_named_and_its_row_comes_in() -> None:
    file = read_bytes(workbook(HEAD, ["Rents", "Office", None, "=1+2", None, None]), "f.xlsx")
    assert [bad.where for bad in file.bad] == ["row 2"]
    assert "D2" in file.bad[0].why
    assert only(file).reference.name == "Office"
    beside = workbook([*HEAD, "Weight"], ["Rents", "O", None, None, None, None, "=1+2"])
    assert read_bytes(beside, "f.xlsx").bad == ()


def test_numbers_of_excel_are_shown_as_in_excel() -> None:
    def change(book: Workbook) -> None:
        book["Facts"]["B2"].number_format = "0%"
        book["Facts"]["C2"].number_format = "dd/mm/yyyy"

    data = workbook(
        ["Quote", "Share", "Day", "Sum"], ["Rents", 0.4, 46115, 0.1 + 0.2], change=change
    )
    file = read_bytes(data, "f.xlsx")
    again = read_table_again(file, TableChoices(columns=(M.QUOTE, *[M.LABELLED_NOTE] * 3)))
    assert again.annotations[0].note == "Share: 40%\nDay: 2026-04-03\nSum: 0.3"


def test_another_sheet_can_be_chosen() -> None:
    def change(book: Workbook) -> None:
        for row in (["Quote", "Note"], ["wages fell", "No."]):
            sheet = book["Two"] if "Two" in book else book.create_sheet("Two")
            sheet.append(row)

    file = read_bytes(workbook(["Quote", "Note"], ["rents rose", "Yes."], change=change), "f.xlsx")
    assert file.annotations[0].quote == "rents rose"
    assert read_table_again(file, TableChoices(sheet="Two")).annotations[0].quote == "wages fell"


PAGE = """<html><head><meta charset="utf-8"></head><body><p>Facts for the story</p>
<table border="1">
<tr><td colspan="6">Fact sheet</td></tr>
<tr><th>Quote</th><th>Fact</th><th>Source</th><th>Link</th><th>Page</th><th>Status</th></tr>
<tr><td rowspan="2">Rain fell</td><td>It rained</td><td>Weather<br>office</td>
<td><a href="https://a.example.org/a">the report</a></td><td>12</td><td>verified</td></tr>
<tr><td>It rained</td><td>Farmers</td><td>https://b.example.org</td><td>3–4</td><td></td></tr>
<tr><td>Größe &amp; Maß</td><td></td><td></td><td></td><td></td><td>disputed</td></tr>
</table></body></html>"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "filters"),
    [
        ("ods", "HTML (StarCalc)"),
        ("xlsx", "HTML (StarCalc)"),
        ("odt", "HTML (StarWriter)"),
        ("docx", "HTML (StarWriter)"),
    ],
)
def test_tables_that_libreoffice_writes_are_read(kind: str, filters: str, tmp_path: Path) -> None:
    steps = [("odt", filters), ("docx", "")] if kind == "docx" else [(kind, filters)]
    data, name = PAGE.encode(), "facts.html"
    for suffix, read_as in steps:
        data = by_libreoffice(data, name, suffix, tmp_path, read_as)
        name = f"facts.{suffix}"
    first, second, third = read_bytes(data, name).annotations
    assert (first.quote, first.statement, first.verdict) == ("Rain fell", "It rained", "verified")
    assert first.evidence[0].reference.url == "https://a.example.org/a"
    assert first.evidence[0].reference.locator == "Page 12"
    assert (second.quote, second.evidence[0].reference.locator) == ("Rain fell", "Page 3–4")
    assert (third.quote, third.verdict) == ("Größe & Maß", "disputed")


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str) -> bytes:
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body>'
            "</w:document>",
        }
    )


def row_of(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def words_of(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_deleted_and_hidden_words_of_a_document_are_not_in_a_cell() -> None:
    deleted = (
        "<w:p><w:r><w:t>Rents </w:t></w:r><w:del><w:r><w:delText>never</w:delText></w:r></w:del>"
    )
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>not</w:t></w:r><w:r><w:t>rose</w:t></w:r></w:p>"
    rows = row_of(words_of("Quote"), words_of("Source")) + row_of(
        deleted + hidden, words_of("Office")
    )
    (one,) = read_bytes(docx(f"<w:tbl>{rows}</w:tbl>"), "facts.docx").annotations
    assert one.quote == "Rents rose"


def test_a_document_without_a_table_says_so() -> None:
    with pytest.raises(NoTable, match="add it as an article"):
        read_bytes(docx(words_of("Dear colleague")), "letter.docx")


def test_files_that_are_no_tables_are_refused_in_a_sentence() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 120
    with pytest.raises(OldDocument, match=r"Excel.*\.xlsx"):
        read_bytes(old + "Workbook\0".encode("utf-16-le"), "facts.xls")
    with pytest.raises(EncryptedFile):
        read_bytes(old + "EncryptedPackage\0".encode("utf-16-le"), "facts.xlsx")
    with pytest.raises(UnknownForm):
        read_bytes(zipped({"a.bin": "x"}), "facts.zip")


def test_broken_and_hostile_workbooks_are_refused() -> None:
    good = workbook(HEAD, ["Rents", "Office", None, 1, None, None])
    with pytest.raises((DamagedFile, UnknownForm)):
        read_bytes(good[: len(good) // 2], "facts.xlsx")
    parts: dict[str, str | bytes] = {
        "_rels/.rels": '<R><Relationship Id="a" Target="xl/workbook.xml" '
        'Type="x/officeDocument"/></R>',
        "xl/workbook.xml": '<!DOCTYPE a [<!ENTITY b "c">]><workbook><sheets/></workbook>',
    }
    with pytest.raises(DamagedFile):
        read_bytes(zipped(parts), "facts.xlsx")


def test_repeated_cells_and_rows_of_a_sheet_stay_within_limits() -> None:
    space = 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    text = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    rows = f"<table:table-row>{cell.format('Quote')}{cell.format('Note')}</table:table-row>"
    many = cell.format("rents").replace(
        "cell>", 'cell table:number-columns-repeated="99999999">', 1
    )
    rows += f'<table:table-row table:number-rows-repeated="3">{many}</table:table-row>'
    rows += '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/>'
    rows += "</table:table-row>"
    content = (
        f"<o:d xmlns:o='x' {space} {text}><table:table table:name='A'>{rows}</table:table></o:d>"
    )
    parts: dict[str, str | bytes] = {"META-INF/manifest.xml": "<m/>", "content.xml": content}
    file = read_bytes(zipped(parts), "facts.ods")
    assert file.table is not None
    assert [row.number for row in file.table.sheet.rows] == [1, 2, 3, 4]
    assert max(len(row.cells) for row in file.table.sheet.rows) == 200


def test_joined_cells_without_end_take_no_longer_than_others() -> None:
    rows = {n: SheetRow(n, ["a" if n == 1 else ""]) for n in range(1, 2_001)}
    begun = monotonic()
    repeat_joined(rows, ((0, 1, 99_999_999) for _ in range(20_000)))
    assert monotonic() - begun < 20
    assert {row.cells[0] for row in rows.values()} == {"a"}


def test_reading_many_rows_tells_its_progress_and_can_be_stopped() -> None:
    rows = [[f"sentence {n}", "Office"] for n in range(3_000)]
    data = table(["Quote", "Source"], *rows).encode()

    def stop(done: int, _of: int) -> None:
        if done >= 1_000:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_bytes(data, "facts.csv", how=(TableChoices(), KnownArticles(), stop))


CELLS = st.text(st.sampled_from("ab ,;\t\"'\n|=éß“"), max_size=8)


@moderate
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6), st.sampled_from(",;\t"))
def test_no_cell_is_lost_whatever_is_in_it(rows: list[tuple[str, str]], delimiter: str) -> None:
    """Every quote comes in as it stands, with its note, or its row is named."""
    text = table(["Quote", "Comment"], *map(list, rows), delimiter=delimiter)
    try:
        file = read(text.encode("utf-8"), "facts.csv")
    except Exception as error:  # noqa: BLE001 - only a table without any quote is refused
        assert not any(quote.strip() for quote, _ in rows), error  # noqa: PT017
        return
    found = [(one.quote, one.note) for one in file.annotations]
    wanted = [(quote, note if note.strip() else "") for quote, note in rows if quote.strip()]
    assert found == wanted
    unsaid = sum(bool(note.strip()) and not quote.strip() for quote, note in rows)
    assert len(file.bad) == unsaid


def test_a_row_without_words_keeps_its_own_checker_and_day() -> None:
    rows = [
        ["Fact", "Source", "Comment", "Checked by", "Date checked"],
        ["rents rose", "Annual report", "Read.", "Anna", "2026-11-01"],
        ["", "Minutes", "Asked.", "Ben", "2026-11-02"],
        ["", "Interview", "Heard.", "", ""],
    ]
    found = read(table(*rows), "facts.csv").annotations
    assert [(one.note, one.annotator, one.made_at) for one in found] == [
        ("Read.", "Anna", "2026-11-01"),
        ("Asked.", "Ben", "2026-11-02"),
        ("Heard.", "Anna", "2026-11-01"),
    ]


def test_a_quote_of_the_source_is_told_otherwise_with_its_evidence() -> None:
    text = table(
        ["Claim", "Quote", "Source", "URL"],
        ["Rents rose", "went up", "Office", "https://a.example.org"],
        ["Wages fell", "went down", "", "https://b.example.org"],
        ["", "second source", "Mayor", ""],
        ["Buses run", "every hour", "", ""],
        ["Trams run", "", "Timetable", ""],
    )
    first, bare, below, alone, plain = read(text, "facts.csv").annotations
    assert (first.quote, first.statement) == ("went up", "Rents rose")

    def read_otherwise(one: ImportedAnnotation) -> tuple[str, str, str, str]:
        other = one.otherwise
        assert other is not None
        assert not other.statement
        assert "is taken for the source’s words" in " ".join(other.remarks)
        (piece,) = other.evidence
        reference = piece.reference
        return other.quote, reference.title, reference.url, reference.quotation

    url = "https://a.example.org"
    assert read_otherwise(first) == ("Rents rose", "Office", url, "went up")
    assert read_otherwise(bare) == ("Wages fell", "", "https://b.example.org", "went down")
    assert bare.otherwise is not None
    assert not bare.otherwise.links
    assert read_otherwise(below) == ("Wages fell", "Mayor", "", "second source")
    assert read_otherwise(alone) == ("Buses run", "every hour", "", "every hour")
    assert plain.otherwise is None


def test_a_reply_in_a_table_is_left_out_by_itself() -> None:
    text = table(
        ["Author", "Annotation/Reply Type", "Quote", "Comment"],
        ["anna", "Annotation", "Rents rose", "See page 12"],
        ["ben", "Reply", "", "Agreed"],
        ["cleo", "Page Note", "", "Good page"],
        ["dora", "Annotation", "", "What?"],
    )
    file = read(text, "hypothesis.csv")
    assert [one.quote for one in file.annotations] == ["Rents rose"]
    assert [(bad.where, bad.words, bad.is_fault) for bad in file.bad] == [
        ("row 3", "ben: Agreed", False),
        ("row 4", "cleo: Good page", False),
        ("row 5", "", True),
    ]
