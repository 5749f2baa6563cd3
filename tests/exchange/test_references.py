"""References in comments and footnotes: their parts, told by rule, and no word of them lost."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.evidence.model import SourceType
from annotator.exchange.references import is_question, is_remark, read_reference, references_in

TOLD = [
    (
        "Source: ministry press release 14 March 2019, p. 2, https://example.org/press/14",
        {
            "title": "ministry press release",
            "published": "14 March 2019",
            "locator": "p. 2",
            "url": "https://example.org/press/14",
        },
    ),
    (
        "Contract, annex B, page 17. File: karas_contract.pdf",
        {"title": "Contract", "locator": "annex B, page 17", "file_name": "karas_contract.pdf"},
    ),
    (
        "File: the second contract.pdf",
        {"file_name": "the second contract.pdf"},
    ),
    (
        "Interview by phone, 3 Sept 2026, recording lang.m4a at 00:14:32; T. Lang +27 00 000 0000",
        {
            "title": "Interview by phone, recording",
            "published": "3 Sept 2026",
            "locator": "00:14:32",
            "file_name": "lang.m4a",
            "rest": "T. Lang +27 00 000 0000",
        },
    ),
    (
        "Resettlement list, Land Board, 2022, p. 4",
        {
            "title": "Resettlement list",
            "publisher": "Land Board",
            "published": "2022",
            "locator": "p. 4",
        },
    ),
    ("https://example.org/a_(b)", {"url": "https://example.org/a_(b)"}),
    (
        "see https://www.example.com/news/1. Accessed on 3 May 2024",
        {"url": "https://www.example.com/news/1", "accessed": "3 May 2024"},
    ),
    (
        "“We never signed anything at all,” Lang, interview, 12:30",
        {
            "title": "Lang, interview",
            "quotation": "We never signed anything at all,",
            "locator": "12:30",
        },
    ),
    (
        "Quelle: Statistisches Bundesamt, Pressemitteilung Nr. 123, 4. Mai 2023, S. 34–36",
        {
            "title": "Statistisches Bundesamt, Pressemitteilung Nr. 123",
            "published": "4. Mai 2023",
            "locator": "S. 34–36",
        },
    ),
    ("own calculation: 412/60 = 6.9", {"title": "own calculation: 412/60 = 6.9"}),
    ("call at 10:30 am", {"title": "call at 10:30 am"}),
    ("The Guardian", {"title": "The Guardian"}),
]
PARTS = ("title", "publisher", "published", "accessed", "url", "file_name", "locator")


@pytest.mark.parametrize(("words", "parts"), TOLD, ids=[words[:24] for words, _ in TOLD])
def test_parts_are_told_by_rule_and_the_rest_is_the_title(
    words: str, parts: dict[str, str]
) -> None:
    found = read_reference(words)
    told = {part: getattr(found, part) for part in (*PARTS, "quotation", "rest")}
    assert {part: value for part, value in told.items() if value} == parts
    assert found.words == words


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("talk.mp3, 01:02", SourceType.RECORDING),
        ("Report, budget.xlsx", SourceType.DOCUMENT),
        ("https://example.org", SourceType.WEB),
        ("The mayor", SourceType.OTHER),
    ],
)
def test_the_kind_of_a_source_is_told_where_its_parts_say_it(words: str, kind: SourceType) -> None:
    assert read_reference(words).type is kind


def test_lines_with_addresses_of_their_own_are_sources_of_their_own() -> None:
    found = references_in(
        "First report\nhttps://example.org/1\nSecond: https://example.org/2\np. 4"
    )
    assert [(each.title, each.url, each.locator) for each in found] == [
        ("First report", "https://example.org/1", ""),
        ("Second", "https://example.org/2", "p. 4"),
    ]


@pytest.mark.parametrize("joint", [" ", ", ", "; "])
def test_an_address_is_not_the_title_of_another(joint: str) -> None:
    found = read_reference(f"https://example.org/1{joint}https://example.org/2")
    assert (found.title, found.url, found.rest) == (
        ("", "https://example.org/1", "https://example.org/2")
    )


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("Which currency year?", True),
        ("Stimmt das so?", True),
        ("هل هذا صحيح؟", True),
        ("Stimmt das? Bitte Quelle nachreichen.", True),
        ("Did she resign? Please check.", True),
        ("这是真的吗？请核实。", True),
        ("He asked “Why?” and left, said the minister.", False),
        ("Is it this one? https://example.org/1?a=b", False),
        ("Annual report, p. 3", False),
        ("See minutes, p. 3?", False),
    ],
)
def test_a_question_names_no_source(words: str, asks: bool) -> None:
    assert is_question(words) is asks


pieces = st.sampled_from(
    [
        "ministry press release", "14 March 2019", "p. 2", "https://example.org/x?y=1", "annex B",
        "file.pdf", "00:14:32", "Land Board", "“He said that he never knew of it.”", "2022",
        "page 17", "Karim Öz", "call me", "12,000", "§ 4", "jo@example.org", "(2019)", "vol. 3",
    ]
)  # fmt: skip
joints = st.sampled_from([", ", "; ", " ", "\n", ". ", " – "])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(pieces, joints), min_size=1, max_size=7))
def test_every_word_of_a_reference_is_in_a_part_of_it(parts: list[tuple[str, str]]) -> None:
    words = "".join(piece + joint for piece, joint in parts)
    found = read_reference(words)
    told = " ".join(getattr(found, part) for part in (*PARTS, "quotation", "rest"))
    lost = set(re.findall(r"\w+", words)) - set(re.findall(r"\w+", told))
    assert not lost


@pytest.mark.parametrize(
    "piece",
    ["x", "1", "+", "(", "a.", "p. 1 ", "1:00 ", "3 May 2020 ", "a\n", "a@", "https://e.org/)"],
)
def test_long_words_are_read_in_no_time_and_are_kept_whole(piece: str) -> None:
    words = piece * (200_000 // len(piece))
    start = time.process_time()
    found = references_in(words)
    assert time.process_time() - start < 2
    assert "".join(r.words for r in found).replace("\n", "") == words.strip().replace("\n", "")


def test_words_behind_the_longest_reference_are_its_rest() -> None:
    words = "Report, p. 3, https://example.org/1. " + "More words. " * 300
    (reference,) = references_in(words)
    assert (reference.url, reference.locator) == ("https://example.org/1", "p. 3")
    assert reference.rest.endswith("More words.")


OTHER_SCRIPTS = [
    (
        "Источник: Росстат, пресс-релиз, 14 марта 2019 г., с. 12, https://example.org/ru",
        {"published": "14 марта 2019 г.", "locator": "с. 12", "url": "https://example.org/ru"},
        "Росстат, пресс-релиз",
    ),
    (
        "المصدر: تقرير وزارة الري، ١٤ مارس ٢٠١٩، ص ١٢",
        {"published": "١٤ مارس ٢٠١٩", "locator": "ص ١٢"},
        "تقرير وزارة الري",
    ),
    (
        "\u200fמקור: דוח מבקר המדינה, 5 במאי 2021, עמ' 34",
        {"published": "5 במאי 2021", "locator": "עמ' 34"},
        "דוח מבקר המדינה",
    ),
    (
        "来源：国家统计局公报，2019年3月14日，第12页",
        {"published": "2019年3月14日", "locator": "第12页"},
        "国家统计局公报",
    ),
    ("出典：河川白書、2020年5月1日", {"published": "2020年5月1日"}, "河川白書"),
    ("출처: 통계청, 2020년 5월 1일", {"published": "2020년 5월 1일"}, "통계청"),
    ("Джерело: договір.pdf, стр. 4", {"file_name": "договір.pdf", "locator": "стр. 4"}, ""),
    (
        "Ссылка: https://example.org/a (дата обращения: 5 мая 2024)",
        {"url": "https://example.org/a", "accessed": "5 мая 2024"},
        "",
    ),
]


@pytest.mark.parametrize(
    ("words", "parts", "title"), OTHER_SCRIPTS, ids=[words[:9] for words, *_ in OTHER_SCRIPTS]
)
def test_labels_days_and_places_of_other_scripts_are_told_apart(
    words: str, parts: dict[str, str], title: str
) -> None:
    found = read_reference(words)
    assert {name: getattr(found, name) for name in parts} == parts
    assert (found.title, found.rest) == (title, "")
    assert found.words == words
    assert found.is_told


@pytest.mark.parametrize(
    "number",
    [
        *("555-0134", "(212) 555-0134", "202-555-0143", "tel. 4512", "Tel: 030 12345", "ext. 207"),
        *("phone 555 0134", "тел. 45-12", "هاتف: 4512", "mobile 0171 234"),
    ],
)
def test_a_short_telephone_number_is_in_no_title(number: str) -> None:
    found = read_reference(f"Interview with T. Lang, {number}")
    assert found.name == "Interview with T. Lang"
    assert re.sub(r"\W", "", number) in re.sub(r"\W", "", found.rest)
    assert re.sub(r"\D", "", read_reference(number).name) == ""


@pytest.mark.parametrize(
    "words", ["Census 2019-2020", "Table 12.4", "Bill 1234", "Release 120-2021 of the board"]
)
def test_other_numbers_stay_in_titles(words: str) -> None:
    found = read_reference(words)
    assert re.sub(r"\D", "", words) == re.sub(r"\D", "", f"{found.title}{found.locator}")


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        *((words, True) for words in ("OK", "ok!", "Done, thanks.", "👍", "Да", "تم", "好的", "…")),
        *(
            (words, False)
            for words in ("OK, see p. 4", "Post", "Who says so?", "No. 12", "The Post")
        ),
    ],
)
def test_a_remark_is_no_source(words: str, is_one: bool) -> None:
    assert is_remark(words) is is_one
