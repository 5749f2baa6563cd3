"""References in comments and footnotes: their parts, told by rule, and no word of them lost."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.evidence.model import SourceType
from annotator.exchange.references import is_question, read_reference, references_in

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


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("Which currency year?", True),
        ("Stimmt das so?", True),
        ("هل هذا صحيح؟", True),
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
