"""The jobs at which disks fail and processes die: every command that writes, and a day of acts.

A job runs in a folder of its own that ``make_folder`` has filled. What it acknowledges – an act
that returned, a command that ended well – must be there whatever happens afterwards.
"""

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from annotator.articles.model import Draft, Metadata
from annotator.articles.service import add_article
from annotator.claims.service import claims
from annotator.cli import program
from annotator.kernel.errors import AnnotatorError, ProjectError
from annotator.project import Project
from annotator.sharing.packages import Contents
from annotator.sharing.service import packages
from tests.acts import ACTS, Act
from tests.exchange.anchoring.foreign_texts import ARTICLE
from tests.exchange.formats.annotation_samples import doccano, hypothesis_row, qde, qdpx, selection
from tests.projects import make_clock
from tests.reports.desks import make_desk
from tests.sharing.merges import copy
from tests.storage.older import first_version

PROJECT = "p.factcheck"
OLD = "older/p.factcheck"
FORMS = {
    "html": "html",
    "docx": "docx",
    "odt": "odt",
    "markdown": "md",
    "csv": "csv",
    "xlsx": "xlsx",
    "json": "json",
    "w3c": "jsonld",
    "refi": "qdpx",
    "claimreview": "json",
    "hypothesis": "json",
    "brat": "zip",
    "doccano": "jsonl",
    "label-studio": "json",
    "quotes": "csv",
}

Acknowledge = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Job:
    """What is done in the folder, the file that it makes, and the project that it changes.

    ``run`` gives the exit code and acknowledges the ids of changes that are on disk. The project
    that it opens may get another index for its search; files other than these three stay as they
    are, to the byte.
    """

    name: str
    run: Callable[[Path, Acknowledge], int]
    makes: str = ""
    changes: str = ""
    opens: str = PROJECT


_AS_INES = ("--as", "Ines", "--same-person")
"""Ines, who keeps no identity on the computer of a trial."""
CLEO = "01a22b95-db17-7c7b-b453-7df5eb03b00a"
"""The id of Cleo, whose window keeps it; the command line is told it."""


def make_folder(folder: Path) -> None:
    """Fill an empty folder with a project and all that the jobs read."""
    project = make_desk(folder / PROJECT)
    add_article(project, Draft(ARTICLE, Metadata("Jobs report")))
    _hand_over(project, folder)
    project.close()
    (folder / "older").mkdir()
    first_version(folder / OLD)
    (folder / "article.txt").write_text(ARTICLE * 40, encoding="utf-8")
    (folder / "hypothesis.json").write_text(json.dumps([hypothesis_row()]), encoding="utf-8")
    (folder / "doccano.jsonl").write_text(json.dumps(doccano()), encoding="utf-8")
    (folder / "codes.qdpx").write_bytes(qdpx(qde(selection())))
    _run("export", folder / PROJECT, "-o", folder / "whole.json", "--date", "2026-01-31")
    (folder / "report.html").write_text("An older report.", encoding="utf-8")


def _hand_over(project: Project, folder: Path) -> None:
    article = project.articles.page()[0]
    package = folder / "package.factcheck"
    packages.send_for_review(project, package, Contents((article.id,), evidence=True))
    review = Project.open(package, clock=make_clock())
    review.work_as("Cleo", CLEO)
    for claim in review.claims.of_article(article.id):
        claims.note(review, claim, "A look from outside.")
    packages.send_back(review, folder / "reply.factcheck")
    review.close()
    theirs = copy(project, folder / "theirs.factcheck", "Dora")
    work(theirs, random.Random(5), 40, lambda _: None)
    theirs.close()


def work(project: Project, draw: random.Random, acts: int, acknowledge: Acknowledge) -> None:
    """Do acts of all kinds, and acknowledge each that returned; a refusal of an act is fine."""
    chosen: Sequence[Act] = (*ACTS, *[lambda p, _: p.undo()] * 4)
    for _ in range(acts):
        act = draw.choice(chosen)
        try:
            outcome = act(project, (draw.randrange(90), draw.randrange(20)))
        except ProjectError:
            raise
        except AnnotatorError:
            continue
        if outcome is not None and outcome.rows:
            acknowledge(outcome.change.id)


def load() -> None:
    """Load what the jobs load, so that a child does not do so each time."""
    for name in _LOADED_LATE:
        import_module(name)


_LOADED_LATE = (
    "annotator.assets",
    "annotator.exchange.formats.reader",
    "annotator.articles.intake.reader",
    "annotator.reports.service.disclosures",
    "annotator.reports.service.formats",
    "annotator.reports.formats.templates",
    "annotator.exchange.service.imports",
    "annotator.archive.service.restore",
    "annotator.sample_project",
    "annotator.audit.service.export",
    "annotator.storage.migrations.schema",
    "annotator.app.display",
    "annotator.reports.service.forms",
    "sqlite_utils",
)


def _run(*arguments: str | Path) -> int:
    return program.main([str(argument) for argument in arguments])


def _command(name: str, *words: str, makes: str = "", changes: str = "") -> Job:
    """A command; a word that begins with “@” is a file in the folder."""

    def run(folder: Path, _: Acknowledge) -> int:
        return _run(*(folder / word[1:] if word[0] == "@" else word for word in words))

    projects = [word[1:] for word in words if word.endswith(".factcheck") and word[0] == "@"]
    return Job(name, run, makes, changes, next(iter(projects), ""))


def _import(file: str, *words: str) -> Job:
    words = (f"@{PROJECT}", f"@{file}", *_AS_INES, *words)
    return _command(f"import {file}", "import", *words, changes=PROJECT)


def _acts(folder: Path, acknowledge: Acknowledge) -> int:
    project = Project.open(folder / PROJECT)
    try:
        project.work_as("Ines")
        work(project, random.Random(project.history.latest_seq()), 12, acknowledge)
    finally:
        project.close()
    return 0


def _copy(folder: Path, _: Acknowledge) -> int:
    target = folder / "copy.factcheck"
    project = Project.open(folder / PROJECT)
    try:
        project.copy_to(target)
    finally:
        project.close()
    return 0


def _told(run: Callable[[Path, Acknowledge], int]) -> Callable[[Path, Acknowledge], int]:
    """Ends as a command does: what is told goes to standard error, and the code is 1."""

    def told(folder: Path, acknowledge: Acknowledge) -> int:
        try:
            return run(folder, acknowledge)
        except AnnotatorError as error:
            program._tell(str(error))
            return program.PROBLEM

    return told


def _of_form(form: str, ending: str) -> Job:
    made = f"report.{ending}" if form == "html" else f"made.{ending}"
    kind = "public" if form == "claimreview" else "internal"
    words = ("--format", form, "--kind", kind, "--date", "2026-01-31")
    return _command(f"export {form}", "export", f"@{PROJECT}", "-o", f"@{made}", *words, makes=made)


_FIRST = ("--article", "1", "--quote", "The towns spent 212 million euros")
JOBS: dict[str, Job] = {
    job.name: job
    for job in (
        Job("acts", _told(_acts), changes=PROJECT),
        Job("copy", _told(_copy), makes="copy.factcheck"),
        _command("new", "new", "@new.factcheck", makes="new.factcheck"),
        _command("add", "add", f"@{PROJECT}", "@article.txt", changes=PROJECT),
        _command(
            *("tag", "tag", f"@{PROJECT}", *_FIRST, "--verdict", "verified", "--as", "Eve"),
            changes=PROJECT,
        ),
        _command("undo", "undo", f"@{PROJECT}", changes=PROJECT),
        _command("list", "list", f"@{PROJECT}", "--json"),
        _command("check", "check", f"@{PROJECT}"),
        _command("upgrade", "list", f"@{OLD}", changes=OLD),
        _command(
            *("package", "package", f"@{PROJECT}", "-o", "@sent.factcheck", *_AS_INES),
            makes="sent.factcheck",
        ),
        _command(
            *("send-back", "send-back", "@package.factcheck", "-o", "@back.factcheck"),
            *("--as", "Cleo", "--as-id", CLEO, "--confidential"),
            makes="back.factcheck",
        ),
        _command(
            "merge reply",
            "merge",
            f"@{PROJECT}",
            "@reply.factcheck",
            *_AS_INES,
            changes=PROJECT,
        ),
        _command(
            *("merge", "merge", f"@{PROJECT}", "@theirs.factcheck", *_AS_INES),
            *("--on-conflict", "mine"),
            changes=PROJECT,
        ),
        _command("restore", "restore", "@again.factcheck", "@whole.json", makes="again.factcheck"),
        _import("hypothesis.json", "--article", "2"),
        _import("doccano.jsonl", "--unit", "utf16"),
        _import("codes.qdpx"),
        _command("trail csv", "history", f"@{PROJECT}", "--csv", "@trail.csv", makes="trail.csv"),
        _command(
            "trail json",
            "history",
            f"@{PROJECT}",
            "--json",
            "-o",
            "@trail.json",
            makes="trail.json",
        ),
        *(_of_form(*form) for form in FORMS.items()),
        _command("demo", "demo", "@demo"),
        _command("templates", "templates", "@templates"),
    )
}
