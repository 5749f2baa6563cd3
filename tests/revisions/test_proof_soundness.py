"""Of a proof that nothing differs is said only if all that is not told as foreign is the version.

Texts of a few words that stand everywhere are the hardest: every row of words has twins.
"""

from random import Random

import pytest

from annotator.revisions.page_words import PageWords
from annotator.revisions.proof import ProofReading, ProofText, read_proof

VOCABULARIES = {
    "eight words": tuple("abcdefgh"),
    "syllables": tuple(a + b for a in "bcdfg" for b in "aeiou"),
    "Cyrillic": tuple("мост река город люди вода дом свет ночь день рука".split()),
    "Chinese": tuple("城市河流大桥去年人口增长百分"),
}
Paragraphs = list[list[str]]
_SEEDS = 600


def paragraphs_of(random: Random, words: tuple[str, ...]) -> Paragraphs:
    gap, end = ("", "。") if words[0] > "一" else (" ", ".")
    return [
        [
            gap.join(random.choice(words) for _ in range(random.randint(1, 9))) + end
            for _ in range(random.randint(1, 5))
        ]
        for _ in range(random.randint(1, 7))
    ]


def whole(paragraphs: Paragraphs) -> str:
    return "\n\n".join(" ".join(sentences) for sentences in paragraphs if sentences)


def change(paragraphs: Paragraphs, random: Random, words: tuple[str, ...]) -> None:
    """Change a word or a sentence, let one stand in a box, or move and add paragraphs."""
    place = random.randrange(len(paragraphs))
    sentences = paragraphs[place]
    if not sentences:
        return
    number = random.randrange(len(sentences))
    match random.randrange(6):
        case 0 | 1:
            sentences[number] = changed(sentences[number], random, words)
        case 2:
            sentences.pop(number)
        case 3:
            paragraphs.insert(random.randrange(len(paragraphs) + 1), [sentences[number]])
        case 4:
            paragraphs.insert(random.randrange(len(paragraphs)), paragraphs.pop(place))
        case _:
            paragraphs.insert(place, paragraphs_of(random, words)[0])


def changed(said: str, random: Random, words: tuple[str, ...]) -> str:
    """Return a sentence with a word or a letter more or less, in another order, or twice."""
    at = random.randrange(len(said))
    ways = (
        f"{said[:at]}{random.choice(words)}{said[at:]}",
        said[:at] + said[at + 1 :] or random.choice(words),
        " ".join(reversed(said.split(" "))),
        f"{said} {said}",
    )
    return random.choice(ways)


def in_the_article(proof: str, reading: ProofReading) -> list[str]:
    """The words of a proof that are in no passage told as foreign."""
    foreign = [one.span for one in reading.others]
    return [
        word.key
        for word in PageWords(proof).words
        if not any(span.start <= word.start < span.end for span in foreign)
    ]


@pytest.mark.parametrize("name", VOCABULARIES)
def test_what_is_not_foreign_is_the_version_where_nothing_differs(name: str) -> None:
    words, silent = VOCABULARIES[name], 0
    for seed in range(_SEEDS):
        random = Random(seed)
        paragraphs = paragraphs_of(random, words)
        text = whole(paragraphs)
        for _ in range(random.randrange(5)):
            change(paragraphs, random, words)
        proof = whole(paragraphs) or "nothing"
        reading = read_proof(text, ProofText(proof))
        if text == proof:
            assert (reading.differences, reading.moved, reading.others) == ((), (), ())
        if reading.differences:
            continue
        silent += 1
        ours, theirs = PageWords(text).keys, in_the_article(proof, reading)
        if reading.moved:
            ours, theirs = sorted(ours), sorted(theirs)
        assert theirs == ours, seed
    assert silent > 100
