"""The page in a real browser: for everybody, and without a script of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.articles import Draft, Metadata
from annotator.report.choices import Choices, ReportKind
from annotator.report.html import render
from annotator.report.model import build
from annotator.services.project import Project
from tests.report.browser import asked, axe
from tests.report.desks import make_desk
from tests.report.projects import STATED, make_article, mark

DARK = "--blink-settings=preferredColorScheme=0"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Project]:
    project = make_desk(tmp_path / "desk.annotator")
    yield project
    project.close()


def page_of(project: Project, kind: ReportKind = ReportKind.INTERNAL) -> str:
    return render(build(project, stated_date=STATED, choices=Choices(kind)))


def violations(page: str, folder: Path, *options: str) -> object:
    script = f"""{axe()}
        const found = await axe.run();
        return found.violations.map(v => [v.id, v.nodes.map(n => n.html)]);"""
    return asked(page, script, folder, *options)


@pytest.mark.slow
@pytest.mark.parametrize("scheme", [(), (DARK,)], ids=["light", "dark"])
@pytest.mark.parametrize("kind", ReportKind)
def test_nobody_is_kept_out(
    desk: Project, tmp_path: Path, kind: ReportKind, scheme: tuple[str, ...]
) -> None:
    assert violations(page_of(desk, kind), tmp_path, *scheme) == []


@pytest.mark.slow
def test_nobody_is_kept_out_of_a_report_on_several_articles(desk: Project, tmp_path: Path) -> None:
    other = make_article(desk, "Another.", Draft("Another.", Metadata("Another")))
    mark(desk, other, "Another")
    assert violations(page_of(desk), tmp_path) == []


@pytest.mark.slow
def test_a_verdict_that_is_not_ticked_is_hidden_with_its_marks(
    desk: Project, tmp_path: Path
) -> None:
    script = """
        const shown = s => [...document.querySelectorAll(s)]
            .filter(e => getComputedStyle(e).display !== "none").length;
        const before = [shown(".claim.s-disputed"), shown(".ref.s-disputed")];
        document.getElementById("show-disputed").click();
        return [before, [shown(".claim.s-disputed"), shown(".ref.s-disputed")],
            shown(".claim.s-verified"), getComputedStyle(
                document.querySelector("mark.s-disputed")).textDecorationLine];"""
    assert asked(page_of(desk), script, tmp_path) == [[1, 1], [0, 0], 1, "none"]


@pytest.mark.slow
def test_a_mark_leads_to_its_claim_and_back(desk: Project, tmp_path: Path) -> None:
    script = """
        const ref = document.querySelector(".text .ref"); ref.click();
        const claim = document.querySelector(":target");
        claim.querySelector(".places a").click();
        const place = document.querySelector(":target");
        return [claim.className, place.nextElementSibling.tagName,
            place.nextElementSibling.textContent];"""
    assert asked(page_of(desk), script, tmp_path) == [
        "claim s-verified",
        "MARK",
        "The mill closed in 1994",
    ]


@pytest.mark.slow
def test_nothing_is_too_wide_for_a_telephone(desk: Project, tmp_path: Path) -> None:
    script = "return document.documentElement.scrollWidth <= window.innerWidth;"
    assert asked(page_of(desk), script, tmp_path, "--window-size=500,900") is True
