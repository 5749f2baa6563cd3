import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtSvg import QSvgRenderer

from annotator import assets, sample_project
from annotator.assets import asset
from annotator.claims.highlights import find_quote, places_of
from annotator.claims.house_rules import warnings
from annotator.claims.verdicts import DisputeReason, Standing, Verdict, standing
from annotator.evidence.model import SourceRank, Stance
from annotator.kernel.canonical_text import canonical
from annotator.kernel.positions import Span
from annotator.project import Project

ICONS = sorted(path.stem for path in asset("icons").glob("*.svg"))
TEXT = asset("samples", "article.txt").read_text(encoding="utf-8")
SAMPLE: dict[str, Any] = tomllib.loads(asset("samples", "sample.toml").read_text(encoding="utf-8"))
CLAIMS: list[dict[str, Any]] = SAMPLE["claims"]
PIECES = [piece for claim in CLAIMS for piece in claim.get("evidence", ())]
TAGS = [tag for claim in CLAIMS for tag in claim.get("tags", ())]


def spans() -> list[Span]:
    return [find_quote(TEXT, claim["quote"], claim.get("occurrence", 1)) for claim in CLAIMS]


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Project]:
    project = Project.create(tmp_path / "sample.sqlite")
    sample_project.build(project, TEXT, SAMPLE)
    yield project
    project.close()


@pytest.fixture
def looked_up_anew() -> Iterator[None]:
    assets._root.cache_clear()
    yield
    assets._root.cache_clear()


@pytest.mark.usefixtures("looked_up_anew")
@pytest.mark.parametrize("folder", ["annotator/_resources", "resources"])
def test_files_are_found_beside_the_modules_and_in_a_checkout(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / folder / "icons").mkdir(parents=True)
    monkeypatch.setattr(assets, "__file__", str(tmp_path / "annotator" / "assets.py"))
    assert asset("icons", "mark.svg") == tmp_path / folder / "icons" / "mark.svg"


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_an_icon(verdict: Verdict) -> None:
    assert verdict.value in ICONS


@pytest.mark.parametrize("name", sorted({*ICONS} - {"annotator"}))
def test_icons_are_one_family(name: str) -> None:
    root = ElementTree.fromstring(asset("icons", f"{name}.svg").read_text(encoding="utf-8"))  # noqa: S314 - our own file
    assert root.get("viewBox") == "0 0 24 24"
    assert (root.get("stroke"), root.get("fill")) == ("currentColor", "none")
    assert (root.get("stroke-width"), root.get("stroke-linecap")) == ("1.75", "round")
    assert {part.tag.rpartition("}")[2] for part in root} <= {"path", "circle"}


@pytest.mark.parametrize("name", ICONS)
def test_icons_are_drawn_by_qt_and_hold_no_script_or_link(name: str) -> None:
    drawing = asset("icons", f"{name}.svg").read_bytes()
    assert QSvgRenderer(QByteArray(drawing)).isValid()
    assert not re.search(rb"<script|href|\bon\w+=|<image|<text", drawing)


def test_the_sample_article_is_canonical_and_has_its_traps() -> None:
    assert canonical(TEXT) == TEXT
    assert 450 <= len(TEXT.split()) <= 600
    assert {"\u00a0", "–", "“", "’", "é", "ك", "🚋", "🏽"} <= {*TEXT}


def test_every_quote_stands_in_the_article_just_once() -> None:
    quotes = [quote for claim in CLAIMS for quote in (claim["quote"], *claim.get("also", ()))]
    assert {TEXT.count(quote) for quote in quotes} == {1}


def test_some_claims_nest_one_spans_paragraphs_and_one_stands_twice() -> None:
    assert any(one.overlaps(other) for one, other in combinations(spans(), 2))
    assert any("\n\n" in claim["quote"] for claim in CLAIMS)
    assert any(claim.get("also") for claim in CLAIMS)


def test_the_sample_shows_every_standing_and_every_reason() -> None:
    found = Counter(
        standing(Verdict(tag["verdict"]) for tag in claim.get("tags", ())) for claim in CLAIMS
    )
    assert found[Standing.VERIFIED] >= 4
    assert found[Standing.DISPUTED] + found[Standing.DIFFERING] >= 3
    assert min(found[Standing.UNSUPPORTED], found[Standing.UNTAGGED]) >= 2
    assert found[Standing.DIFFERING] >= 1
    reasons = {tag["reason"] for tag in TAGS if tag["verdict"] == Verdict.DISPUTED}
    assert reasons == {*DisputeReason}


def test_the_sample_has_every_stance_and_rank_and_one_confidential_person() -> None:
    assert {piece["stance"] for piece in PIECES} == {*Stance}
    assert {piece["source"]["rank"] for piece in PIECES} == {*SourceRank}
    [secret] = [piece["source"] for piece in PIECES if piece["source"].get("confidential")]
    assert secret["code_name"] not in secret["title"]


def test_a_source_is_given_in_the_same_words_wherever_it_serves() -> None:
    sources = [piece["source"] for piece in PIECES]
    for one, other in combinations(sources, 2):
        assert one == other or one["title"] != other["title"]
    assert len({source["title"] for source in sources}) < len(sources)


def test_every_address_is_in_a_domain_reserved_for_examples() -> None:
    addresses = [SAMPLE["article"]["url"]]
    addresses += [
        p["source"][k] for p in PIECES for k in ("url", "archive_url") if k in p["source"]
    ]
    for address in addresses:
        host = urlsplit(address).hostname or ""
        assert address.startswith("https://")
        assert host.endswith(".example")


def test_the_sample_becomes_a_sound_project_that_keeps_the_house_rules(sample: Project) -> None:
    article = sample.articles.numbered(1)
    for claim in sample.claims.of_article(article.id):
        evidence = sample.evidence.of_claims([claim.id])
        places = places_of(sample.highlights.of_claim(claim.id))
        for tag in sample.tags.of_claims([claim.id]):
            assert warnings(tag, evidence, article.version.id, places) == ()
    assert list(sample.findings()) == []


def test_the_highlights_of_the_sample_stand_where_the_quotes_do(sample: Project) -> None:
    article = sample.articles.numbered(1)
    made = {highlight.span for highlight in sample.highlights.of_version(article.version.id)}
    assert {*spans()} <= made
