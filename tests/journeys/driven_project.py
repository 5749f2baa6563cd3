"""The files of a driven window: articles in many scripts, a colleague’s copy, files to bring in."""

from pathlib import Path

from annotator.articles import service
from annotator.articles.model import Draft, Metadata
from annotator.claims.fields import Claim
from annotator.claims.service import claims
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.kernel.positions import Span
from annotator.project import Project

LATIN = (
    "The harbour of Port Alder was dredged in 1987, the council says. Some 4,200 people "
    "work there \U0001f469\U0001f3fd\u200d⚕\ufe0f today, twice as many as in 2010.\n\n"
    "In line with the global\u00a0law, \U0001d538lder’s co\u00adopera\u00adtive paid "
    "12\u202f% more. “We never closed a single berth,” said Inés Calder.\n\n"
    "\U0001f6a2\U0001f6a2 The cranes lifted 900 tonnes \U00020bb7 a day \U0001f3d7\ufe0f. "
    "Cafe\u0301 owners disagree; the stra\u00dfe was closed for 3 days.\n\n"
)
RIGHT_TO_LEFT = (
    "وقالت الوزيرة إن "
    "الأجور ارتفعت 4٪. "
    "The ministry (2019) said so.\n\n"
    "ראש העיר אמר: "
    "הפשיעה ירדה ב-30%.\n\n"
)
OTHERS = (
    "यह हिन्दी में है। "
    "अपराध घटे।\n\n"
    "市长说犯罪率下降了。港口有 4200 "
    "人工作。\n\n"
    "นายกเทศมนตรีกล่"
    "าวว่าอาชญากรรมล"
    "ดลง\n\n"
)
FILLING = "\n\n".join(f"Paragraph {n} says that {n * 7} ships came." for n in range(24))
TEXTS = {
    "Harbour": LATIN + RIGHT_TO_LEFT + FILLING,
    "Scripts": OTHERS + LATIN + RIGHT_TO_LEFT,
    "Ships": FILLING,
}
ME, COLLEAGUE, FIRST = "Anna", "Ben", "Vera"
"""Who drives the window, who works beside it, and who made all that was there at first."""
QUOTES = ("twice as many as in 2010", "not one word of this stands there", "a single berth")


def make_files(folder: Path) -> Path:
    """Make a project, another one, what a colleague did in a copy, and files to bring in."""
    path = folder / "driven.sqlite"
    project = Project.create(path)
    project.work_as(FIRST)
    for title, text in TEXTS.items():
        service.add_article(project, Draft(text, Metadata(title, outlet="The Alder Post")))
    _mark(project, (0, 11), (70, 150), (200, 260))
    project.copy_to(folder / "colleague.sqlite")
    project.close()
    theirs = Project.open(folder / "colleague.sqlite")
    theirs.work_as("Dora")
    first, second = _mark(theirs, (300, 340), (12, 31))
    claims.tag(theirs, [first.id], Verdict.DISPUTED, DisputeReason.MISLEADING)
    claims.note(theirs, second, "Dora’s note.")
    theirs.close()
    _make_other(folder / "other.sqlite")
    (folder / "article.txt").write_text("A text that was dropped. It says 3 things.\n" * 4, "utf-8")
    (folder / "same.txt").write_text(TEXTS["Ships"], "utf-8")
    (folder / "proof.txt").write_text("A file that proves it.", "utf-8")
    rows = [f'"{quote}",verified,A comment.' for quote in QUOTES]
    (folder / "marks.csv").write_text("\n".join(["quote,verdict,comment", *rows]), "utf-8")
    return path


def _mark(project: Project, *places: tuple[int, int]) -> list[Claim]:
    article = project.articles.page()[0]
    done = [claims.mark(project, article, Span(*place)) for place in places]
    return [project.claims.get(outcome.change.place.claim_id) for outcome in done]


def _make_other(path: Path) -> None:
    """Make the project of another client."""
    project = Project.create(path)
    project.work_as(ME)
    service.add_article(project, Draft(OTHERS + FILLING, Metadata("Another client’s")))
    _mark(project, (0, 9), (40, 60))
    project.close()
