"""What reports say of claims that do not stand in the newest version of their text."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.claims.verdicts import Standing
from annotator.exchange.formats.judgements import judgements
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.entries.report import Report
from annotator.reports.entries.version_note import note_in_words
from annotator.reports.service.excerpt import excerpt
from annotator.reports.service.formats import export
from annotator.reports.service.report import build
from tests.reports.projects import STATED
from tests.reports.test_document import IN_ORDER, bare, in_html
from tests.reports.unpacked import unpacked
from tests.reports.versions import Versions, make_versions

pytestmark = pytest.mark.usefixtures("qapp")

OTHERS = ": the verdict was given on other words"
NOTES = {
    "mill": "",
    "weir": "Cut in version 2. The words are those of version 1.",
    "otter": "Cut in version 3. The words are those of version 2.",
    "towns": "Left on version 1 by Tomasz on 3 March 2025.",
    "trout": f"Place not decided since version 2{OTHERS}. The words are those of version 1.",
    "ferry": f"Place not decided since version 2{OTHERS}.",
    "rain": "Place not decided since version 3. The words are those of version 2.",
    "bridge": "Left on version 2 by Ines on 3 March 2025.",
}
"""What is said of each claim, to the desk."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, Versions]]:
    project, versions = make_versions(tmp_path_factory.mktemp("versions") / "v.annotator")
    yield project, versions
    project.close()


def report(project: Project, kind: ReportKind = ReportKind.INTERNAL) -> Report:
    return build(project, stated_date=STATED, choices=ReportChoices(kind))


def entries(made: tuple[Project, Versions], kind: ReportKind) -> dict[str, ClaimEntry]:
    project, versions = made
    (article,) = report(project, kind).articles
    names = {getattr(versions, name).id: name for name in NOTES}
    return {names[entry.claim.id]: entry for entry in article.claims}


def test_each_claim_says_where_it_stands(made: tuple[Project, Versions]) -> None:
    found = entries(made, ReportKind.INTERNAL)
    said = {n: note_in_words(e.note, judged=e.outdated) for n, e in found.items()}
    assert said == NOTES


def test_the_words_are_those_of_the_newest_version_in_which_it_stands(
    made: tuple[Project, Versions],
) -> None:
    found = entries(made, ReportKind.INTERNAL)
    assert found["weir"].quotes == ("weir broke",)
    assert found["otter"].quotes == ("otter came back",)
    assert found["trout"].quotes == ("trout was caught",)
    assert found["rain"].quotes == ("rained",)
    assert found["ferry"].quotes == ("The ferry ran",)
    assert [found[name].places for name in ("mill", "weir", "trout", "ferry")] == [1, 0, 0, 1]


def test_no_verdict_holds_whose_place_is_not_decided(made: tuple[Project, Versions]) -> None:
    found = entries(made, ReportKind.INTERNAL)
    for name in ("trout", "ferry"):
        assert found[name].standing is Standing.OUTDATED
        assert found[name].held_tags == ()
        assert found[name].conclusions == ()
        for kind in ReportKind:
            assert {each.verdict for each in judgements(found[name], kind)} == {None}
    assert found["rain"].standing is Standing.UNTAGGED
    for name in ("mill", "weir", "otter", "towns", "bridge"):
        assert found[name].standing is Standing.VERIFIED


@pytest.mark.parametrize("name", [*IN_ORDER, "html"])
def test_every_form_says_it(made: tuple[Project, Versions], name: str) -> None:
    told = {**IN_ORDER, "html": in_html}[name](report(made[0]))
    assert [said for said in NOTES.values() if bare(said) not in told] == []
    assert told.count(bare("Proposed resolution:")) == 2


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_every_table_says_it(made: tuple[Project, Versions], name: str, tmp_path: Path) -> None:
    export(made[0], name, tmp_path / "table", stated_date=STATED)
    told = bare(unpacked((tmp_path / "table").read_bytes()).decode("utf-8", "replace"))
    assert [said for said in NOTES.values() if bare(said) not in told] == []


def test_the_copied_claim_says_it(made: tuple[Project, Versions]) -> None:
    project, versions = made
    for name, said in NOTES.items():
        copied = excerpt(project, getattr(versions, name))
        for words in (copied.text, copied.markdown, copied.html):
            assert bare(said) in bare(words)
    assert "Verified" not in excerpt(project, versions.trout).text


def test_the_project_as_json_keeps_what_was_decided(
    made: tuple[Project, Versions], tmp_path: Path
) -> None:
    export(made[0], "json", tmp_path / "all.json", stated_date=STATED)
    told = json.loads((tmp_path / "all.json").read_bytes())
    claims = {c["id"]: c for article in told["articles"] for c in article["claims"]}
    left = claims[made[1].towns.id]["placements"]
    assert [placement["outcome"] for placement in left] == ["left", "left"]


# for the public


def test_the_public_reads_of_words_in_the_text_alone(made: tuple[Project, Versions]) -> None:
    assert [*entries(made, ReportKind.PUBLIC)] == ["mill"]


def test_the_public_reads_of_words_that_were_published(tmp_path: Path) -> None:
    project, versions = make_versions(tmp_path / "published.annotator")
    first = project.articles.versions(versions.article.id)[0]
    with project.change("Published") as change:
        change.articles.set_publication(first.id, "2025-03-01", "")
    made = project, versions
    found = entries(made, ReportKind.PUBLIC)
    said = {name: note_in_words(entry.note, judged=False) for name, entry in found.items()}
    published = ", published on 1 March 2025"
    assert said == {
        "mill": "",
        "weir": f"Cut in version 2. The words are those of version 1{published}.",
        "towns": f"Left on version 1{published}.",
    }
    told = in_html(report(project, ReportKind.PUBLIC))
    assert "Tomasz" not in told
    assert bare(said["weir"]) in told
    project.close()
