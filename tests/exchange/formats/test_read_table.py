"""Tables of quotes: as spreadsheets of all countries write them, and our own report's."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.claims.house_rules import HouseWarning
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.exchange.formats.reader import has_words, read_bytes
from annotator.exchange.model import BadRecord, ImportedAnnotation
from annotator.exchange.verdict_labels import LabelMeaning, meaning
from annotator.kernel.errors import NoAnnotations, UnknownForm
from annotator.reports.entries.claims import TagEntry
from annotator.reports.entries.columns import COLUMNS, tag_words
from annotator.reports.formats.csv_escape import defuse_formulas, restore_formula
from tests.exchange.formats.annotation_samples import LINK, read
from tests.kernel.texts import moderate

OURS = [column.name for column in COLUMNS]


def table(*rows: list[str], delimiter: str = ",") -> str:
    words = io.StringIO(newline="")
    csv.writer(words, delimiter=delimiter).writerows(rows)
    return words.getvalue()


def one(headings: list[str], cells: list[str]) -> ImportedAnnotation:
    (found,) = read(table(headings, cells), "claims.csv").annotations
    return found


HEADINGS = "Article Quote Verdict Reason Note Tags Author Prefix Suffix Statement Link URL".split()
CELLS = ["Jobs", "rose, “by”\n4 %", "False", "misleading", "Look.", "jobs; rents", "anna"]
CELLS += ["it ", " in", "Rents rose.", f"{LINK} {LINK}", "https://news.example.com/a/1"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_every_column_is_read_in_each_separator_and_encoding(delimiter: str, encoding: str) -> None:
    text = table(HEADINGS, CELLS, delimiter=delimiter)
    assert read(text.encode(encoding), "claims.csv").annotations == (
        ImportedAnnotation(
            "row 2",
            text_key="Jobs",
            url="https://news.example.com/a/1",
            quote="rose, “by”\n4 %",
            prefix="it ",
            suffix=" in",
            verdict="False",
            reason="misleading",
            tags=("jobs", "rents"),
            statement="Rents rose.",
            links=(LINK,),
            annotator="anna",
            note="Look.",
        ),
    )


@pytest.mark.parametrize(
    ("start", "end", "read_as"),
    [
        ("7", "12", ((7, 12),)),
        (" 7 ", "12", ((7, 12),)),
        ("", "", ()),
        ("00:07", "00:12", ()),
        ("12", "7", ()),
        ("-1", "3", ()),
        ("May", "", ()),
    ],
)
def test_positions_are_read_and_anything_else_there_says_nothing(
    start: str, end: str, read_as: tuple[tuple[int, int], ...]
) -> None:
    assert one(["Quote", "Start", "End"], ["Rents", start, end]).offsets == read_as


def test_the_separator_that_a_spreadsheet_names_is_taken() -> None:
    text = "sep=;\r\n" + table(["Quote", "Note"], ["Rents, rose", "No."], delimiter=";")
    (found,) = read(text, "claims.csv").annotations
    assert (found.quote, found.note) == ("Rents, rose", "No.")


@pytest.mark.parametrize("heading", ["quote", "QUOTE", " Claim ", "text", "Exact", "claim_text"])
def test_the_words_may_stand_under_several_headings(heading: str) -> None:
    assert one([heading, "rating"], ["Rents rose", "True"]).quote == "Rents rose"
    assert one([heading], ["Rents rose"]).quote == "Rents rose"


def test_a_claim_beside_its_quote_is_the_statement() -> None:
    found = one(["Claim", "Quote"], ["Rents went up.", "they rose"])
    assert (found.quote, found.statement) == ("they rose", "Rents went up.")
    assert one(["Claim", "Rating"], ["they rose", "True"]).statement == ""


@pytest.mark.parametrize("heading", ["verdict", "Rating", "label"])
def test_the_verdict_may_stand_under_several_headings(heading: str) -> None:
    assert one(["quote", heading], ["Rents rose", " True "]).verdict == "True"


def test_comments_go_into_a_note_and_conclusions_stay_conclusions() -> None:
    found = one(["Quote", "Note", "Comment", "Conclusion"], ["Rents", "No.", "Why?", "Wrong."])
    assert (found.note, found.comment) == ("No.\nWhy?", "Wrong.")


def test_evidence_in_words_becomes_a_source_and_no_conclusion() -> None:
    found = one(["Quote", "Evidence"], ["Rents", f"Ministry, p. 3 ({LINK}).\njavascript:x"])
    (piece,) = found.evidence
    assert (piece.reference.url, piece.reference.locator) == (LINK, "p. 3")
    assert piece.reference.title.startswith("Ministry")
    assert "javascript:x" in piece.note
    assert (found.comment, found.links) == ("", ())


def test_a_table_without_the_words_has_its_columns_to_choose_from() -> None:
    file = read(table(["Verdict", "Note"], ["True", "Yes."]), "claims.csv")
    assert file.annotations == ()
    assert not has_words(file)
    assert file.table is not None
    assert [column.heading for column in file.table.columns] == ["Verdict", "Note"]


def test_a_table_that_is_none_is_refused() -> None:
    with pytest.raises(UnknownForm):
        read("Dear colleague, the verdict, note and reason follow.", "letter.txt")
    with pytest.raises(NoAnnotations):
        read(table(["Quote", "Verdict"]), "claims.csv")


def test_rows_without_words_or_with_cells_too_many_are_named() -> None:
    rows = [["", "True"], ["Rents", "True", "more"], ["", ""], ["Wages", "True", ""], ["Costs"]]
    file = read(table(["Quote", "Verdict"], *rows), "claims.csv")
    assert [one.quote for one in file.annotations] == ["Wages", "Costs"]
    assert file.bad == (
        BadRecord("row 2", "It has no quotation."),
        BadRecord("row 3", "It has more cells than the first line has headings."),
    )


def test_columns_that_are_not_read_are_named_if_anything_stands_in_them() -> None:
    headings = ["Quote", "Weight", "", "Quote", "Verdict", "Empty", " "]
    rows = [["Rents", "high", "", "", "True", "", ""], ["Wages", "", "odd", "x", "", " ", ""]]
    file = read(table(headings, *rows), "claims.csv")
    assert [one.quote for one in file.annotations] == ["Rents", "Wages"]
    assert file.unread == ("Weight", "column 3", "Quote")
    assert read(table(["Quote", "Note"], ["Rents", "Rose."]), "claims.csv").unread == ()


def test_an_unnamed_column_and_lone_quotation_marks_do_no_harm() -> None:
    text = '\tQuote\tVerdict\n1\tHe said "no" to it\tTrue\n2\tRents "rose"\tFalse\n'
    file = read(text, "claims.tsv")
    assert [one.quote for one in file.annotations] == ['He said "no" to it', 'Rents "rose"']


def test_a_cell_without_end_is_named() -> None:
    text = table(["Quote", "Verdict"], ["x" * 200_000, "True"], ["Rents", "False"])
    file = read(text, "claims.csv")
    assert [one.quote for one in file.annotations] == ["Rents"]
    assert file.bad[0].why == "It is not a row of a table."


def ours(words: str, tags: str, conclusion: str, verdict: str = "Disputed") -> str:
    cells = {
        "Article": "Jobs",
        "Claim": "1",
        "Words in the article": words,
        "Statement": "Rents rose.",
        "Verdict": verdict,
        "Tags": tags,
        "Conclusion": conclusion,
    }
    return table(OURS, defuse_formulas(cells.get(heading, "") for heading in OURS))


def tagged(checker: str, verdict: Verdict, reason: DisputeReason | None = None) -> str:
    """A line of the column “Tags”, as the report writes it."""
    warnings: tuple[HouseWarning, ...] = ()
    at, on = "2026-11-20T10:00:00.000Z", "2026-11-20"
    return tag_words(
        TagEntry("", "", checker, verdict, reason, "", "", at, on, current=True, warnings=warnings)
    )


@pytest.mark.parametrize("reason", list(DisputeReason))
def test_every_tag_that_the_report_writes_is_read(reason: DisputeReason) -> None:
    text = ours("rents rose", tagged("Anna: desk", Verdict.DISPUTED, reason), "")
    (found,) = read(text, "report.csv").annotations
    assert (found.annotator, found.made_at) == ("Anna: desk", "2026-11-20")
    assert meaning(found.verdict, found.reason) == LabelMeaning(Verdict.DISPUTED, reason)
    for verdict in (Verdict.VERIFIED, Verdict.UNSUPPORTED):
        (found,) = read(ours("rents", tagged("Anna", verdict), ""), "report.csv").annotations
        assert meaning(found.verdict) == LabelMeaning(verdict)


def test_our_own_table_gives_each_tag_back() -> None:
    text = ours(
        "rents rose",
        "Anna: Disputed (misleading), 2026-11-20\nBasim: Verified, 2026-11-21",
        "It fell.\nIt rose.",
        "Checkers differ",
    )
    first, second = read(text, "report.csv").annotations
    assert (first.annotator, first.verdict, first.reason) == ("Anna", "Disputed", "misleading")
    assert (first.comment, first.made_at, first.tags) == ("It fell.", "2026-11-20", ())
    assert (second.annotator, second.verdict, second.comment) == ("Basim", "Verified", "It rose.")
    assert (first.quote, first.statement, first.text_key) == ("rents rose", "Rents rose.", "Jobs")


EXCELS = table(
    ["quote", "verdict", "conclusion"],
    ["It’s true that it cost £3.4 million", "disputed", "Only £3.1 million"],
    ["Only 40 per cent agreed", "verified", "As she said – twice"],
)


@pytest.mark.parametrize("encoding", ["windows-1252", "macintosh", "UTF-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_of_excel_keeps_its_apostrophes(encoding: str, delimiter: str) -> None:
    data = EXCELS.replace(",", delimiter).encode(encoding)
    for name in ("a.csv", "Unicode text.txt", "a"):
        file = read_bytes(data, name)
        assert file.encoding == encoding
        assert [found.quote for found in file.annotations] == [
            "It’s true that it cost £3.4 million",
            "Only 40 per cent agreed",
        ]
        assert file.annotations[1].comment == "As she said – twice"


def test_another_encoding_is_read_when_it_is_asked_for() -> None:
    data = "Quote,Verdict\nĂnd,true\n".encode("cp1250")
    file = read_bytes(data, "a.csv", encoding="windows-1251")
    assert (file.annotations[0].quote, file.encoding) == ("Гnd", "windows-1251")
    assert "windows-1250" in file.encodings


def test_a_nul_in_a_table_is_dropped() -> None:
    (found,) = read_bytes(b"Quote,Verdict\nRents \x00rose,true\n", "a.csv").annotations
    assert found.quote == "Rents rose"


@pytest.mark.parametrize(
    "headings",
    [
        "Created at,Author,Page,URL,Group,Type,Quote/description,Comment,Tags",
        "id,document,tag,content",
    ],
)
def test_tables_of_other_programs_have_their_quotes(headings: str) -> None:
    names = headings.split(",")
    quote = next(name for name in names if name in ("Quote/description", "content"))
    cells = ["rents rose" if name == quote else "" for name in names]
    assert one(names, cells).quote == "rents rose"


def test_our_own_table_gives_every_place_of_a_claim_back() -> None:
    file = read(ours("rents rose\nthey rose", "Anna: Verified, 2026-11-20", ""), "report.csv")
    assert [one.quote for one in file.annotations] == ["rents rose", "they rose"]
    assert [one.where for one in file.annotations] == ["row 2, words 1", "row 2, words 2"]


def test_our_own_table_without_tags_gives_no_verdict() -> None:
    (found,) = read(ours("rents rose", "", "", "Not yet tagged"), "report.csv").annotations
    assert found.verdict == ""


def test_conclusions_of_nobody_in_particular_are_not_lost() -> None:
    tags = "Anna: Verified, 2026-11-20\nBasim: Verified, 2026-11-21"
    first, second = read(ours("rents", tags, "It rose."), "report.csv").annotations
    assert (first.comment, second.comment) == ("It rose.", "")


def test_what_our_own_table_defused_is_given_back_and_what_others_wrote_is_not() -> None:
    text = ours("-5 degrees", "Anna: Verified, 2026-11-20", "=1+1")
    assert "'-5 degrees" in text
    (found,) = read(text, "report.csv").annotations
    assert (found.quote, found.comment) == ("-5 degrees", "=1+1")
    assert one(["Quote", "Note"], ["'-5 degrees', he said", ""]).quote == "'-5 degrees', he said"


@moderate
@given(st.text(st.sampled_from("'=+-@\t\r a5"), max_size=5))
def test_a_defused_cell_is_given_back(cell: str) -> None:
    assert restore_formula(*defuse_formulas([cell])) == cell
