"""The commands that change a project."""

import re
import sys
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from annotator.articles.model import Changes
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.cli.context import (
    PATH,
    as_options,
    open_project,
    project_argument,
    work_as,
    work_as_known,
)
from annotator.cli.terminal import say, say_json
from annotator.files.regular_files import is_folder
from annotator.kernel.errors import (
    AmbiguousQuote,
    IntakeError,
    MissingReason,
    NotFound,
    NothingToAdd,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotator.articles.model import Article, Draft
    from annotator.exchange.service.annotated_draft import TakingPlan
    from annotator.kernel.changes import ChangePlace
    from annotator.kernel.positions import Span
    from annotator.project import Project

_STANDARD_INPUT = Path("-")

*_FIRST, _LAST = (reason.value.replace(" ", "-") for reason in DisputeReason)
_REASONS = f"{', '.join(_FIRST)} or {_LAST}"
_as = click.option("--as", "who", metavar="CHECKER", help="Your name.")


@click.command()
@project_argument
def new(path: Path) -> None:
    """Make a new, empty PROJECT."""
    from annotator.project import Project

    Project.create(path).close()
    say(f"Made {path}.")


@click.command()
@project_argument
@click.argument("files", metavar="FILE…", type=PATH, nargs=-1, required=True)
@click.option("--title", help="The title of the article; for a single FILE.")
@click.option("--encoding", help="The encoding of the file, such as cp1252.")
@click.option(
    "--tracked",
    type=click.Choice(get_args(Changes)),
    default="accepted",
    show_default=True,
    help="How the tracked changes of a document are taken; “marked” keeps both words.",
)
@click.option("--whole-page", is_flag=True, help="Take all of a web page, menus included.")
@click.option(
    "--annotations",
    is_flag=True,
    help="Make claims with evidence and queries of comments and footnotes.",
)
@click.option("--links", is_flag=True, help="With --annotations: links are evidence, too.")
@click.option("--changes", is_flag=True, help="With --annotations: tracked changes become notes.")
@click.option(
    "--files-in",
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="With --annotations: attach files from there.",
)
@as_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs, in UTF-8.")
def add(
    *,
    path: Path,
    files: tuple[Path, ...],
    title: str | None,
    encoding: str | None,
    tracked: Changes,
    whole_page: bool,
    annotations: bool,
    links: bool,
    changes: bool,
    files_in: Path | None,
    who: str | None,
    as_json: bool,
) -> int:
    """Add each FILE to PROJECT as an article; “-” is standard input.

    All files are read first. If a file cannot be read, none is added. Of a folder all files are
    added that can be read, in one step, and the others are named. Parts that are not in the
    article’s text, such as menus, and what people marked in a document – comments, notes, changes,
    links – are counted, and told in full with --json. With --annotations comments and footnotes
    become evidence and queries on claims.
    """
    from annotator.articles.service import confirm_draft

    _check_added(files, title)
    if not annotations and (links or changes or files_in):
        raise click.UsageError("--links, --changes and --files-in need --annotations.")
    read = partial(_read, encoding=encoding, whole=whole_page, tracked=tracked)
    with open_project(path) as project:
        drafts = _read_all(files, read)
        if drafts is None:
            return 1
        if title:
            drafts = [confirm_draft(draft, title=title) for draft in drafts]
        if annotations:
            work_as(project, who)
        take = partial(_taking, links=links, changes=changes, folder=files_in)
        plans = [take(draft) if annotations else None for draft in drafts]
        if _is_one_step(files, drafts):
            articles = _add_together(project, drafts, [plan for plan in plans if plan])
        else:
            articles = [_add(project, d, p) for d, p in zip(drafts, plans, strict=True)]
        added = [*zip(articles, drafts, plans, strict=True)]
    _say_all(added, as_json=as_json)
    return 0


@click.command()
@project_argument
@click.option("--article", "number", type=int, required=True, help="The number of the article.")
@click.option(
    "--quote", help=("The words of the claim. Spaces, quotation marks and dashes may differ.")
)
@click.option("--occurrence", type=click.IntRange(1), help="Which of several occurrences, from 1.")
@click.option("--span", metavar="START:END", help="Its place in code points, instead of a quote.")
@click.option("--verdict", type=click.Choice([v.value for v in Verdict]), required=True)
@click.option("--reason", help=f"Why it is disputed: {_REASONS}.")
@click.option("--conclusion", help="The conclusion, in one sentence.")
@as_options
def tag(
    *,
    path: Path,
    number: int,
    quote: str | None,
    occurrence: int | None,
    span: str | None,
    verdict: str,
    reason: str | None,
    conclusion: str | None,
    who: str | None,
) -> int:
    """Tag a claim. It is marked in the text first, if it is not there yet.

    A quote that stands in several places is refused with a list of them; choose one with
    --occurrence. Without --as the tag is by the project's only checker, or by the user logged in
    here.
    """
    from annotator.claims.service import claims

    why = _reason(Verdict(verdict), reason)
    _check_place(quote, occurrence, span)
    with open_project(path) as project:
        article = project.articles.numbered(number)
        try:
            place = _place(project, article, quote or "", occurrence, span)
        except AmbiguousQuote as error:
            _say_places(error)
            return 1
        work_as(project, who)
        outcome = claims.tag_span(project, article, place, Verdict(verdict), why, conclusion)
        say(_tagged(project, outcome.change.place, verdict, why))
    return 0


@click.command()
@project_argument
@_as
def undo(path: Path, who: str | None) -> None:
    """Undo the newest step: CHECKER's, or anybody's."""
    with open_project(path) as project:
        work_as_known(project, who)
        step = project.to_undo()
        where = _where(project, step.place) if step else ""
        say(f"Undone: {project.undo().change.label}{where}.")


@click.command()
@project_argument
@_as
def redo(path: Path, who: str | None) -> None:
    """Redo the step undone last: by CHECKER, or by any checker."""
    with open_project(path) as project:
        work_as_known(project, who)
        change = project.redo().change
        say(f"Redone: {change.label}{_where(project, change.place)}.")


COMMANDS = (new, add, tag, undo, redo)


def _check_added(files: tuple[Path, ...], title: str | None) -> None:
    if len(files) > 1 and title:
        raise click.UsageError("--title works with a single file only.")
    if files.count(_STANDARD_INPUT) > 1:
        raise click.UsageError("“-” (standard input) can be given only once.")


def _read_all(
    files: tuple[Path, ...], read: "Callable[[Path], Sequence[Draft]]"
) -> "list[Draft] | None":
    """Return the drafts of all files; print the error and return ``None`` if one is unreadable."""
    drafts: list[Draft] = []
    failed = False
    for file in files:
        try:
            drafts += read(file)
        except IntakeError as error:
            failed = True
            say(str(error), err=True)
    return None if failed else drafts


def _read(file: Path, *, encoding: str | None, whole: bool, tracked: Changes) -> "Sequence[Draft]":
    from annotator.articles.intake import reader
    from annotator.articles.intake.folder import find_files, read_files

    if file == _STANDARD_INPUT:
        data = sys.stdin.buffer.read(reader.LIMIT + 1)
        name = "standard input"
        return [reader.read_bytes(data, name, encoding=encoding, whole=whole, changes=tracked)]
    if not is_folder(file):
        return reader.read_articles(file, encoding=encoding, whole=whole, changes=tracked)
    read = read_files(find_files([file]), encoding, whole=whole, changes=tracked)
    if not read.drafts:
        raise NothingToAdd(file.name, read.summary)
    if read.summary:
        say(read.summary, err=True)
    return read.drafts


def _is_one_step(files: tuple[Path, ...], drafts: "Sequence[Draft]") -> bool:
    """Whether the articles come of a folder or of a book, and are added together."""
    return len(drafts) > len(files) or any(is_folder(file) for file in files)


def _add_together(
    project: "Project", drafts: "Sequence[Draft]", plans: "Sequence[TakingPlan]"
) -> "list[Article]":
    """Add drafts in one change, with what is planned of their annotations; return the articles."""
    from annotator.articles import service
    from annotator.exchange.service.annotated_draft import add_all_annotated

    for draft in drafts:
        _tell_known(project, draft)
    before = project.articles.count()
    if plans:
        add_all_annotated(project, plans)
    else:
        service.add_articles(project, drafts)
    return project.articles.page(before, len(drafts))


def _tell_known(project: "Project", draft: "Draft") -> None:
    from annotator.articles import service

    known = service.find_same_text(project, draft.text)
    if known is not None:
        say(f"Article {known.number}, “{known.heading}”, has the same text.", err=True)


def _add(project: "Project", draft: "Draft", plan: "TakingPlan | None") -> "Article":
    from annotator.articles import service

    _tell_known(project, draft)
    if plan is None:
        place = service.add_article(project, draft).change.place
    else:
        from annotator.exchange.service.annotated_draft import add_annotated

        place = add_annotated(project, plan).change.place
    return project.articles.get(place.article_id)


def _say_all(added: "Sequence[tuple[Article, Draft, TakingPlan | None]]", *, as_json: bool) -> None:
    if as_json:
        say_json([_as_json(*one) for one in added])
        return
    for article, draft, plan in added:
        _say_added(article, draft)
        for line in _taken_told(draft, plan):
            say(line)


def _say_added(article: "Article", draft: "Draft") -> None:
    from annotator.articles.left_out import in_words
    from annotator.articles.model import annotations_in_words

    encoding = f", read as {draft.encoding}" if draft.encoding else ""
    marks = annotations_in_words(draft.annotations)
    holds = f" The file holds {marks}." if marks else ""
    say(f"Added article {article.number}, “{article.heading}”{encoding}.{holds}")
    if draft.left_out:
        say(f"Left out: {in_words(draft.left_out)}.")


def _as_json(article: "Article", draft: "Draft", plan: "TakingPlan | None") -> dict[str, object]:
    from annotator.exchange.service.taking_summary import taking_counts

    return {
        "article": article.number,
        "title": article.heading,
        "encoding": draft.encoding,
        "left_out": [asdict(one) for one in draft.left_out],
        "annotations": [asdict(one) for one in draft.annotations],
        "taken_over": taking_counts(plan) if plan is not None else None,
    }


def _taking(draft: "Draft", *, links: bool, changes: bool, folder: Path | None) -> "TakingPlan":
    """Return the plan of taking over a draft's annotations, as the options say."""
    from annotator.exchange.service.annotated_draft import (
        TakingChoices,
        find_files,
        plan_taking,
        takings_of,
    )

    files = find_files(folder) if folder else {}
    return plan_taking(draft, TakingChoices(takings_of(links=links, changes=changes), files=files))


def _taken_told(draft: "Draft", plan: "TakingPlan | None") -> "Iterator[str]":
    """Yield what became of a draft's annotations, or that they were not taken over."""
    from annotator.exchange.service.taking_summary import left_out_told, taking_told

    if plan is not None:
        yield f"{taking_told(plan)}."
        yield from left_out_told(plan)
    elif draft.annotations:
        yield "To make evidence of comments and footnotes, add it with --annotations."


def _reason(verdict: Verdict, reason: str | None) -> DisputeReason | None:
    if verdict is Verdict.DISPUTED and reason is None:
        raise click.UsageError(str(MissingReason(DisputeReason)))
    if reason is None:
        return None
    if verdict is not Verdict.DISPUTED:
        raise click.UsageError(f"Only a disputed claim takes --reason; this one is {verdict}.")
    try:
        return DisputeReason(reason.replace("-", " ").lower())
    except ValueError as error:
        choices = ", ".join(r.value for r in DisputeReason)
        raise click.UsageError(f"“{reason}” is not a reason. Use one of: {choices}.") from error


def _check_place(quote: str | None, occurrence: int | None, span: str | None) -> None:
    if (quote is None) == (span is None):
        raise click.UsageError("Name the claim with --quote or --span.")
    if span is not None and occurrence is not None:
        raise click.UsageError("--occurrence goes with --quote.")
    if span is not None and not re.fullmatch("[0-9]+:[0-9]+", span):
        raise click.UsageError("A span is two numbers, START:END, such as 120:155.")


def _place(
    project: "Project", article: "Article", quote: str, occurrence: int | None, span: str | None
) -> "Span":
    from annotator.exchange.anchoring.quote_lookup import locate_quote
    from annotator.kernel.canonical_text import canonical
    from annotator.kernel.positions import Span

    if span is None:
        return locate_quote(project.articles.text(article.version.id), canonical(quote), occurrence)
    start, end = map(int, span.split(":"))
    return Span(start, end).checked(article.version.length)


def _say_places(error: AmbiguousQuote) -> None:
    say(f"{error} Choose one with --occurrence:", err=True)
    for number, place in enumerate(error.places, 1):
        say(f"{number:4}  {place}", err=True)
    if error.unlisted:
        say(f"      … and {error.unlisted:,} more", err=True)


def _tagged(
    project: "Project", place: "ChangePlace", verdict: str, why: DisputeReason | None
) -> str:
    claim = project.claims.get(place.claim_id)
    words = project.claims.row(claim.id)
    because = f" ({why.value})" if why else ""
    quoted = f"“{words.words}”" if words else ""
    return f"{project.author.name} tagged claim {claim.number} {verdict}{because}: {quoted}"


def _where(project: "Project", place: "ChangePlace") -> str:
    try:
        return f", in “{project.articles.get(place.article_id).heading}”"
    except NotFound:
        return ""
