"""A page proof and its version: each edit of a word is found, and how words are set is no edit."""

from random import Random

import pytest

from annotator.articles.model import Draft, LeftOut, LeftOutKind, Locator
from annotator.kernel.errors import Cancelled
from annotator.kernel.positions import Span
from annotator.kernel.sentence_units import SentenceUnits
from annotator.revisions.proof import (
    Difference,
    DifferenceKind,
    ProofReading,
    ProofText,
    proof_text,
    read_proof,
    touches,
)
from tests.revisions.proof_pages import (
    ARTICLE,
    CAPTION,
    LAYOUTS,
    PULL_QUOTE,
    edited,
    edits_of,
    is_found,
    laid_out,
    read,
    without_marks,
)

PARAGRAPHS = ARTICLE.split("\n\n")


def told(text: str, proof: str) -> list[tuple[str, str, str]]:
    """The differences as kind, words of the text, and words of the proof."""
    return [
        (
            one.kind.value,
            one.old.of(text) if one.old else "",
            one.new.of(proof) if one.new else "",
        )
        for one in read_proof(text, ProofText(proof)).differences
    ]


def kinds(reading: ProofReading) -> list[DifferenceKind]:
    return [one.kind for one in reading.differences]


# pages

SEEDS = range(60)


@pytest.mark.parametrize("number", range(len(LAYOUTS)))
def test_nothing_differs_however_a_text_is_laid_out(number: int) -> None:
    for seed in SEEDS:
        reading, proof = read(ARTICLE, laid_out(ARTICLE, LAYOUTS[number], Random(seed)))
        assert (reading.differences, reading.moved) == ((), ()), (seed, proof.text)
        assert reading.found == reading.words > 350


@pytest.mark.parametrize("number", range(len(LAYOUTS)))
def test_each_edit_is_found_and_nothing_else(number: int) -> None:
    for seed in SEEDS:
        random = Random(1000 * number + seed)
        edits = edits_of(ARTICLE, random, 1 + seed % 7)
        data = laid_out(edited(ARTICLE, edits), LAYOUTS[number], random)
        reading, _ = read(ARTICLE, data)
        missed = [edit for edit in edits if not is_found(edit, reading)]
        assert missed == [], seed
        assert len(reading.differences) == len(edits), seed


def test_pages_hold_what_makes_a_comparison_hard() -> None:
    reading, proof = read(ARTICLE, laid_out(ARTICLE, LAYOUTS[0], Random(3)))
    said = [passage.span.of(proof.text) for passage in reading.others]
    repeats = {passage.span.of(proof.text) for passage in reading.others if passage.repeats}
    assert (sorted(said), repeats) == (sorted([PULL_QUOTE, CAPTION]), {PULL_QUOTE})
    assert reading.hyphens > 5
    heads = [words for words in PARAGRAPHS if len(words) < 30]
    assert len(reading.capitals) == sum(len(words.split()) for words in heads) - 1  # of “A”


def test_places_are_those_of_both_texts() -> None:
    edits = edits_of(ARTICLE, Random(1), 5)
    reading, proof = read(
        ARTICLE, laid_out(edited(ARTICLE, edits), without_marks(LAYOUTS[0]), Random(1))
    )
    for edit, found in zip(edits, reading.differences, strict=True):
        assert found.old_at == pytest.approx(edit.place.start, abs=30)
        if found.new:
            assert found.new.of(proof.text).replace("-", "") in edit.words.replace("-", "")


# how words are set

SET_OTHERWISE = {
    "quotation marks": ("He said “no” to ‘that’.", "He said \"no\" to 'that'."),
    "angled marks": ("He said “no” today.", "He said « no » today."),
    "apostrophes": ("It’s Anna’s.", "It's Anna's."),
    "dashes": ("In 1990–1995 – or so.", "In 1990-1995 — or so."),
    "a sign of minus": ("It was −5 °C.", "It was -5 °C."),
    "an ellipsis": ("And then … no.", "And then ... no."),
    "spaces": ("It was 10\u202f000\xa0m.", "It was 10 000 m."),
    "ligatures": ("The office floor offers five.", "The oﬃce ﬂoor oﬀers ﬁve."),
    "full-width letters": ("In the year 2026.", "In the year ２０２６."),
    "composed letters": ("Naïma at the café.", "Nai\u0308ma at the cafe\u0301."),
    "soft hyphens": ("The municipality paid.", "The muni\xadci\xadpality paid."),
    "unseen signs": ("The municipality paid.", "The \u200bmunicipality\u2060 paid\ufeff."),
    "bullets": ("One thing\nAnother thing", "• One thing\n• Another thing"),
    "dashes before items": ("One thing\nAnother thing", "– One thing\n– Another thing"),
    "marks of Markdown": ("# A head\n\nThe **bold** word.", "A head\n\nThe bold word."),
    "Chinese lines": ("塔高300米，耗资420万克朗。", "塔高300米，\n耗资420 万克朗。"),
    "Thai lines": ("หอคอยสูง 300 เมตร", "หอคอย\nสูง 300 เมตร"),
    "Korean lines": ("탑은 평지 위로 300미터 솟아", "탑은 평\n지 위로 300미터 솟아"),
    "a hyphen at a line's end": ("The municipality paid.", "The munici-\npality paid."),
    "a hyphen drawn apart": ("The municipality paid.", "The munici -\npality paid."),
    "a real hyphen there": ("The well-known man.", "The well-\nknown man."),
    "a hyphen that waits": ("The two- and three-storey part.", "The two-\nand three-storey part."),
    "a large initial": ("The tower fell down.", "T\n\nhe tower fell down."),
    "a large initial in its line": ("The tower fell down.", "T he tower fell down."),
    "a word for an initial": ("A tower fell down.", "A\n\ntower fell down."),
    "capitals at the beginning": ("The tower of old fell.", "THE TOWER of old fell."),
    "a head in capitals": ("The tower\n\nIt fell.", "THE TOWER\n\nIt fell."),
    "a head spaced out": ("Tower\n\nIt fell.", "T o w e r\n\nIt fell."),
}


@pytest.mark.parametrize("case", SET_OTHERWISE)
def test_how_words_are_set_is_no_difference(case: str) -> None:
    text, proof = SET_OTHERWISE[case]
    assert told(text, proof) == []
    assert told(f"Before it all.\n\n{text}", f"Before it all.\n\n{proof}") == []


DIFFERENT = {
    "a raised figure": ("It is 10² m.", "It is 102 m."),
    "a fraction": ("It took ½ hour.", "It took 12 hour."),
    "a mixed number": ("It took 1½ hours.", "It took 11 hours."),
    "a figure's point": ("It cost 10.000 crowns.", "It cost 10,000 crowns."),
    "a sign of minus that is gone": ("It was −5 °C.", "It was 5 °C."),
    "a percent sign": ("It was 5 % there.", "It was 5 there."),
    "a negation": ("It was built.", "It was not built."),
    "case": ("He told us then.", "He told US then."),
    "a first letter": ("the Green house", "the green house"),
    "sharp s": ("In Maßen trinken.", "In Massen trinken."),
    "an accent": ("The résumé is here.", "The resume is here."),
    "an apostrophe": ("It was its own.", "It was it’s own."),
    "a hyphen": ("The two-storey house.", "The two storey house."),
    "a hyphen within": ("They re-sign today.", "They resign today."),
    "a comma": ("Eat, Anna.", "Eat Anna."),
    "quotation marks": ("He said “never” today.", "He said never today."),
    "two words as one": ("They went in form.", "They went inform."),
    "one Chinese letter": ("塔高300米。", "塔高300里。"),
    "a Cyrillic negation": ("Он был там.", "Он не был там."),
    "the first word": ("The tower fell.", "A tower fell."),
    "the last word": ("The tower fell", "The tower stood"),
    "words that change places": ("Anna saw Bert there.", "Bert saw Anna there."),
}


@pytest.mark.parametrize("case", DIFFERENT)
def test_what_changes_words_or_figures_is_a_difference(case: str) -> None:
    text, proof = DIFFERENT[case]
    assert told(text, proof) != []
    assert told(proof, text) != []
    assert told(f"{ARTICLE}\n\n{text}", f"{ARTICLE}\n\n{proof}") != []


def test_punctuation_is_told_apart_from_words() -> None:
    text = "It was −5 °C, they said. All well."
    found = read_proof(text, ProofText("It was 5 °C they said. Not well.")).differences
    assert [one.is_punctuation for one in found] == [False, True, False]


# passages


def test_columns_in_another_order_are_no_differences() -> None:
    turned = "\n\n".join([*PARAGRAPHS[4:], *PARAGRAPHS[:4]])
    reading = read_proof(ARTICLE, ProofText(turned))
    assert reading.differences == ()
    assert len(reading.moved) == 1
    assert reading.found == reading.words


def test_an_edit_is_found_in_a_passage_that_moved() -> None:
    turned = "\n\n".join([*PARAGRAPHS[4:], *PARAGRAPHS[:4]]).replace("1,204", "1,240")
    turned = turned.replace("did not trust", "did trust")
    assert told(ARTICLE, turned) == [("changed", "1,204", "1,240"), ("missing", "not", "")]


def test_a_phrase_that_moves_within_its_sentence_is_a_difference() -> None:
    phrase = ", according to the official website"
    moved = ARTICLE.replace(phrase, "").replace("two steps", f"two steps{phrase}")
    assert ("moved", phrase, phrase) in told(ARTICLE, moved)


def test_a_paragraph_that_is_gone_is_missing() -> None:
    gone = "\n\n".join(PARAGRAPHS[:4] + PARAGRAPHS[5:])
    assert told(ARTICLE, gone) == [("missing", PARAGRAPHS[4], "")]


def test_a_sentence_added_to_a_paragraph_is_added() -> None:
    added = ARTICLE.replace("thrown away.", "thrown away. Nobody knows why.")
    ((kind, old, new),) = told(ARTICLE, added)
    assert (kind, old) == ("added", "")
    assert "Nobody knows why" in new


def test_paragraphs_that_are_not_in_the_version_are_also_on_the_page() -> None:
    foreign = ["By our correspondent", "Tomorrow: rain in the west. Ten ways to cook a heron."]
    laid = [PARAGRAPHS[0], foreign[0], *PARAGRAPHS[1:5], foreign[1], *PARAGRAPHS[5:]]
    proof = "\n\n".join(laid)
    reading = read_proof(ARTICLE, ProofText(proof))
    assert reading.differences == ()
    assert [one.span.of(proof) for one in reading.others] == foreign
    assert not any(one.repeats for one in reading.others)


def test_a_box_amid_a_sentence_is_also_on_the_page() -> None:
    cut = ARTICLE.index("who had")
    laid = (
        f"{ARTICLE[:cut]}\n\nThe harbour in June, seen from the old lighthouse\n\n{ARTICLE[cut:]}"
    )
    reading = read_proof(ARTICLE, ProofText(laid))
    assert (reading.differences, reading.moved) == ((), ())
    assert len(reading.others) == 1


def test_a_few_words_slipped_in_between_two_lines_are_added() -> None:
    cut = ARTICLE.index("who had")
    assert told(ARTICLE, f"{ARTICLE[:cut]}\n\nnot\n\n{ARTICLE[cut:]}") == [("added", "", "not")]


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("“She did not trust filing cabinets.”", []),
        ("She did not trust filing cabinets – Fairweather’s daughter", []),
        ("“She did not trust her filing cabinets.”", [("misquoted", "", "her")]),
        ("“She did trust filing cabinets.”", [("misquoted", "not", "")]),
        ("The lift takes 95 seconds", [("misquoted", "90", "95")]),
        ("250,000 people a day", [("misquoted", "year", "day")]),
    ],
)
def test_a_pull_quote_that_differs_from_the_text_is_a_difference(
    quote: str, found: list[tuple[str, str, str]]
) -> None:
    laid = "\n\n".join([*PARAGRAPHS[:4], quote, *PARAGRAPHS[4:]])
    assert told(ARTICLE, laid) == found


def test_an_edit_beside_a_pull_quote_with_the_words_of_the_version_is_found() -> None:
    words = PULL_QUOTE.split()
    for number in range(1, len(words)):
        other = " ".join([*words[:number], "heron", *words[number:]])
        text = ARTICLE.replace(PULL_QUOTE, other)
        laid = text.replace("\n\nBy 1912", f"\n\n{PULL_QUOTE}\n\nBy 1912")
        assert told(ARTICLE, laid) == [("added", "", "heron")]


def test_a_sentence_that_only_a_box_has_stands_elsewhere() -> None:
    sentence = "“She never kept a copy,” she told the investigators."
    assert sentence in ARTICLE
    laid = ARTICLE.replace(f"{sentence} ", "").replace("\n\nBy 1912", f"\n\n{sentence}\n\nBy 1912")
    assert told(ARTICLE, laid) != []


def test_a_text_that_has_nothing_of_the_version_is_missing_all_of_it() -> None:
    reading = read_proof(ARTICLE, ProofText("Another story about other people."))
    assert kinds(reading)[0] is DifferenceKind.MISSING
    assert reading.found < 0.1 * reading.words


def test_parts_that_a_reader_leaves_out_are_looked_at() -> None:
    parts = (
        LeftOut(LeftOutKind.CAPTION, "The harbour in June, by the county archive", 10),
        LeftOut(LeftOutKind.OTHER, PARAGRAPHS[-1], 10),
        LeftOut(LeftOutKind.HIDDEN_TEXT, PARAGRAPHS[1], 10),
    )
    body = "\n\n".join([PARAGRAPHS[0], *PARAGRAPHS[2:-1]])
    proof = proof_text(Draft(body, left_out=parts, locators=(Locator(0, "page 1"),)))
    reading = read_proof(ARTICLE, proof)
    assert [(one.kind, one.old and one.old.of(ARTICLE)) for one in reading.differences] == [
        (DifferenceKind.MISSING, PARAGRAPHS[1])
    ]
    assert [one.kind for one in reading.others] == [LeftOutKind.CAPTION]
    assert [part.kind for part in proof.unread] == [LeftOutKind.HIDDEN_TEXT]


def test_a_reading_can_be_cancelled() -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_proof(ARTICLE, ProofText(ARTICLE.replace("300", "330")), stop)


# claims


def test_a_difference_touches_the_claims_of_its_sentence() -> None:
    text = "It rose 300 m. The tower was not cheap. It fell."
    sentences = SentenceUnits(text, "en")
    place = Span(text.index("was not"), text.index(" cheap"))

    def is_touched(proof: str) -> bool:
        (one,) = read_proof(text, ProofText(proof)).differences
        return touches(one, sentences, place)

    assert is_touched(text.replace("not", "very"))
    assert is_touched(text.replace("tower", "mast"))
    assert is_touched(text.replace("was not", "was perhaps not"))
    assert not is_touched(text.replace("300", "330"))
    assert not is_touched(text.replace("fell", "stood"))


def test_an_addition_at_the_border_of_a_sentence_touches_it() -> None:
    text = "It rose. The tower was cheap. It fell."
    difference = Difference(DifferenceKind.ADDED, None, Span(0, 3), text.index(" The"), 0)
    assert touches(difference, SentenceUnits(text, "en"), Span(13, 18)) is False
    at_start = Difference(DifferenceKind.ADDED, None, Span(0, 3), text.index("The"), 0)
    assert touches(at_start, SentenceUnits(text, "en"), Span(13, 18))
