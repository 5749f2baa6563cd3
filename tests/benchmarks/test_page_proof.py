"""A page proof of some 300 pages and one of 3,000 words, compared with the version."""

from random import Random

import pytest

from annotator.kernel.sentence_units import SentenceUnits
from annotator.revisions.proof import ProofText, read_proof
from tests.benchmarks.conftest import Measure
from tests.benchmarks.projects import text_of

PROOF = "compare a page proof of {} with its version (floor: cut both texts in sentences)"
SIZES = {"300 pages": (900_000, 1_000), "3,000 words": (21_000, 30)}
"""Code points of the version, and edits on the pages."""


def pages(text: str, edits: int) -> str:
    """Return a text with other words, captions, and its paragraphs in pairs in another order."""
    chance = Random(5)
    paragraphs = [part for part in text.split("\n\n") if part]
    for number in chance.choices(range(len(paragraphs)), k=edits):
        words = paragraphs[number].split(" ")
        words[chance.randrange(len(words))] = "heron"
        paragraphs[number] = " ".join(words)
    for number in range(0, len(paragraphs) - 9, 10):
        paragraphs[number : number + 2] = paragraphs[number : number + 2][::-1]
        paragraphs[number] += f"\n\nThe harbour, as the photographer {number} saw it"
    return "\n\n".join(paragraphs)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("side", ["floor", "ours"])
def test_compare(measure: Measure, side: str, size: str) -> None:
    length, edits = SIZES[size]
    text = text_of(length)
    proof = pages(text, edits)
    call = (
        (lambda: [SentenceUnits(each) for each in (text, proof)])
        if side == "floor"
        else (lambda: read_proof(text, ProofText(proof)))
    )
    measure(PROOF.format(size), side, 4, call, rounds=3)
