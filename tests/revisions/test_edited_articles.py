"""Real articles, edited by hand as editors do, and what becomes of a dozen claims in each."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from annotator.kernel.positions import Span
from annotator.kernel.sentence_units import SentenceUnits, same_reading
from annotator.revisions.model import Placing
from annotator.revisions.placements import place_claims

FOLDER = Path(__file__).parent / "articles"


@dataclass(frozen=True)
class EditedArticle:
    """An article, its claims, and an edit of it with what becomes of these."""

    old: str
    new: str
    claims: dict[str, str]
    become: dict[str, tuple[Placing, str]]
    moved: frozenset[str] = field(default_factory=frozenset)


def _edited(name: str) -> list[Any]:
    old = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").strip()
    told = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    found = []
    for edit in told["edits"]:
        new = old
        for before, after in edit["changes"]:
            assert new.count(before) == 1, before
            new = new.replace(before, after)
        for moved, target in edit.get("moves", ()):
            paragraphs = new.split("\n\n")
            (one,) = [each for each in paragraphs if each.startswith(moved)]
            paragraphs.remove(one)
            (at,) = [n for n, each in enumerate(paragraphs) if each.startswith(target)]
            new = "\n\n".join([*paragraphs[:at], one, *paragraphs[at:]])
        become = {key: (Placing(a), b) for key, (a, b) in edit.get("become", {}).items()}
        moved_claims = frozenset(edit.get("moved", ()))
        article = EditedArticle(old, new, told["claims"], become, moved_claims)
        found.append(pytest.param(article, id=f"{name}: {edit['name']}"))
    return found


@pytest.mark.parametrize("article", [*_edited("bridge"), *_edited("gettysburg")])
def test_every_claim_becomes_what_a_person_says(article: EditedArticle) -> None:
    places = {}
    for claim, words in article.claims.items():
        assert article.old.count(words) == 1, words
        start = article.old.index(words)
        places[claim] = Span(start, start + len(words))
    units = SentenceUnits(article.old, "en"), SentenceUnits(article.new, "en")
    placed = dict(zip(places, place_claims(*units, [*places.values()]), strict=True))
    said = {
        claim: (
            one.placing,
            same_reading(one.proposals[0].of(article.new)) if one.proposals else "",
        )
        for claim, one in placed.items()
    }
    same = {claim: (Placing.SAME, words) for claim, words in article.claims.items()}
    assert said == same | article.become
    moved = {claim for claim, one in placed.items() if one.placing is Placing.SAME and one.moved}
    assert moved == article.moved


@pytest.mark.parametrize("name", ["bridge", "gettysburg"])
def test_each_article_is_edited_ten_times_with_a_dozen_claims(name: str) -> None:
    articles = _edited(name)
    assert len(articles) == 10
    assert len(articles[0].values[0].claims) >= 12
