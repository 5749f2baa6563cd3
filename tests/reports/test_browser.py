"""The page in a real browser: for everybody, and without a script of its own."""

import json
from pathlib import Path

import pytest

from annotator.articles.model import Draft, Metadata
from annotator.claims.verdicts import Verdict
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.formats.html import render
from annotator.reports.service.report import build
from tests.reports.browser import asked, axe
from tests.reports.projects import STATED, make_article, mark, tag

DARK = "--blink-settings=preferredColorScheme=0"
CONTRAST = ("--force-high-contrast", "--force-dark-mode")


def page_of(project: Project, kind: ReportKind = ReportKind.INTERNAL) -> str:
    return render(build(project, stated_date=STATED, choices=ReportChoices(kind)))


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
def test_a_link_to_a_claim_that_is_not_ticked_shows_it_all_the_same(
    desk: Project, tmp_path: Path
) -> None:
    script = """
        document.getElementById("show-disputed").click();
        const claim = document.querySelector(".claim.s-disputed");
        const shown = () => getComputedStyle(claim).display !== "none";
        const before = shown();
        document.querySelector(".attention .c-disputed .go").click();
        return [before, shown(), claim.matches(":target")];"""
    assert asked(page_of(desk), script, tmp_path) == [False, True, True]


@pytest.mark.slow
def test_of_claims_that_begin_together_each_is_shown_in_the_text(
    desk: Project, tmp_path: Path
) -> None:
    article = make_article(desk, "A tower of iron.", Draft("A tower of iron.", Metadata("Tower")))
    for quote in ("A tower of iron", "A tower", "A tower of"):
        mark(desk, article, quote)
    script = """
        return [...document.querySelectorAll("#a2 .places a")].map(place => {
            place.click();
            return getComputedStyle(document.querySelector("#a2 mark")).outlineStyle; });"""
    assert asked(page_of(desk), script, tmp_path) == ["solid"] * 3


@pytest.mark.slow
def test_nothing_is_too_wide_for_a_telephone(desk: Project, tmp_path: Path) -> None:
    script = "return document.documentElement.scrollWidth <= window.innerWidth;"
    assert asked(page_of(desk), script, tmp_path, "--window-size=500,900") is True


def on_a_telephone(page: str, script: str, folder: Path) -> object:
    """What a script says of a page in a frame as wide as a telephone: no window is so narrow."""
    shown = f"""
        const frame = document.createElement("iframe");
        frame.style.width = "340px";
        frame.srcdoc = {json.dumps(page).replace("</", "<" + chr(92) + "/")};
        document.body.append(frame);
        await new Promise(told => frame.onload = told);
        const document_ = frame.contentDocument;
        const wide = s => document_.querySelector(s).getBoundingClientRect().width;
        {script}"""
    return asked("<!DOCTYPE html><html><body></body></html>", shown, folder)


@pytest.mark.slow
def test_titles_and_wordings_have_room_on_a_telephone(desk: Project, tmp_path: Path) -> None:
    make_article(desk, "Another.", Draft("Another.", Metadata("Another")))
    script = """return [wide(".articles tbody th") > 250, wide(".corrections .old") > 200,
        wide(".corrections .new") > 200, document_.documentElement.scrollWidth <= 340];"""
    assert on_a_telephone(page_of(desk), script, tmp_path) == [True] * 4


@pytest.mark.slow
def test_marked_words_are_read_in_the_colours_of_high_contrast(
    desk: Project, tmp_path: Path
) -> None:
    script = """
        const read = [...document.querySelectorAll("mark")].map(mark => {
            const [seen, around] = [mark, document.documentElement].map(e => getComputedStyle(e));
            return [seen.color === around.color, seen.backgroundColor === around.backgroundColor,
                seen.textDecorationLine]; });
        return [matchMedia("(forced-colors: active)").matches, read];"""
    told = asked(page_of(desk), script, tmp_path, *CONTRAST)
    assert told == [True, [[True, True, "underline"]] * 4]


@pytest.mark.slow
def test_the_number_of_a_claim_keeps_its_letter_beside_words_from_right_to_left(
    desk: Project, tmp_path: Path
) -> None:
    words = "أغلقت المطحنة في عام 1994، ثم فتحت."
    article = make_article(desk, words, Draft(words, Metadata("Another")))
    claim = mark(desk, article, "المطحنة في عام 1994")
    tag(desk, claim, Verdict.VERIFIED)
    desk.work_as("Tomasz")
    tag(desk, claim, Verdict.UNSUPPORTED)
    script = """
        const ref = document.querySelector("#a2 .ref"), letter = ref.querySelector(".letter");
        const end = document.querySelector("#a2 mark").getBoundingClientRect();
        const [all, sign] = [ref, letter].map(e => e.getBoundingClientRect());
        return [all.width < 30, sign.left >= all.left + 3, all.right <= end.left + 1];"""
    assert asked(page_of(desk), script, tmp_path) == [True] * 3
