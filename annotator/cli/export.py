"""The commands that write reports, and the writer's own file with what was found."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.claims.verdicts import Standing
from annotator.cli.context import PATH, open_project, project_argument, warn_of
from annotator.cli.terminal import say, say_json
from annotator.files.regular_files import is_same
from annotator.kernel.errors import (
    ContradictoryReport,
    InvalidValue,
    NotFound,
    UnknownFormat,
)
from annotator.kernel.wording import count_of

if TYPE_CHECKING:
    from annotator.claims.contradictions import JudgedClaim
    from annotator.manuscripts.choices import ReturnChoices
    from annotator.manuscripts.return_items import ReturnItem
    from annotator.manuscripts.service.file_return import ReturnPlan
    from annotator.project import Project
    from annotator.reports.choices import ReportChoices
    from annotator.reports.service.formats import Format

_KINDS = ("internal", "queries", "corrections", "public", "published-corrections")
_FORMS = (
    "html, pdf, docx, odt, markdown, csv, xlsx, json, w3c, refi, claimreview, hypothesis, brat, "
    "doccano, doccano-relations, doccano-intents, label-studio, quotes"
)
"""The names of the forms, written out so that help need not load their writers."""


_CHOICES = (
    click.option("--kind", type=click.Choice(_KINDS), default="internal", help="Who reads it."),
    click.option(
        "--article", "numbers", type=int, multiple=True, help="Only article N. Repeat for more."
    ),
    click.option(
        "--verdict",
        "verdicts",
        type=click.Choice([s.value for s in Standing]),
        multiple=True,
        help="Only claims with this verdict, all but untagged at first. Repeat for more.",
    ),
    click.option("--settled", is_flag=True, help="Only claims whose verdict is settled."),
    click.option("--checker", metavar="CHECKER", help="Only claims that CHECKER tagged."),
    click.option(
        "--to", "addressee", metavar="NAME", help="Only queries to NAME, in a query sheet."
    ),
    click.option(
        "--call-sheet",
        is_flag=True,
        help="In a query sheet, tell what was agreed, and no words of the article.",
    ),
    click.option("--without-text", is_flag=True, help="Leave out the annotated article."),
    click.option("--name-checkers", is_flag=True, help="Name the checkers in a public report."),
    click.option(
        "--with-reading",
        is_flag=True,
        help="Say in a public report how many sentences were looked at.",
    ),
    click.option(
        "--since",
        metavar="VERSION",
        type=click.IntRange(1),
        help="The version of the text that was checked, where the work shows another one.",
    ),
    click.option(
        "--show-confidential",
        is_flag=True,
        help="Name confidential sources; not possible in a public report.",
    ),
    click.option(
        "--template",
        metavar="FOLDER",
        type=PATH,
        help="A folder of your own templates, for a web page.",
    ),
)
"""The options that say what a report holds; ``_choices`` takes them."""


def _choice_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of ``_CHOICES``, in their order."""
    for option in reversed(_CHOICES):
        command = option(command)
    return command


@click.command()
@project_argument
@click.option("-o", "--output", metavar="FILE", type=PATH, required=True, help="The file to write.")
@click.option(
    "--format",
    "form",
    metavar="FORM",
    help=f"The format, if the ending of FILE does not show it: {_FORMS}.",
)
@_choice_options
@click.option(
    "--each-person", is_flag=True, help="Write a query sheet for each person asked, beside FILE."
)
@click.option("--json", "as_json", is_flag=True, help="Say in JSON what was written, or why not.")
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The date on the report (today)."
)
def export(
    *,
    path: Path,
    output: Path,
    form: str | None,
    day: datetime | None,
    as_json: bool,
    each_person: bool,
    **asked: Any,
) -> int:
    """Write the report of PROJECT to FILE; a file that stands there is replaced.

    A public report that would give two verdicts on the same words is not written.
    """
    from annotator.reports.service import formats
    from annotator.reports.service.forms import FORMS

    if is_same(output, path):
        raise click.UsageError(
            "The report cannot be written over its own project. Choose another name."
        )
    with open_project(path) as project:
        try:
            name = form or formats.by_suffix(output.suffix, FORMS)
            choices = _choices(project, **asked)
            stated = day.date() if day else date.today()
            if name in FORMS:
                _warn(project, choices.checked(), FORMS[name])
            files = {output: choices}
            if each_person:
                _check_each(choices)
                files = formats.sheets_of_people(project, choices, output)
            for file, chosen in files.items():
                formats.export(project, name, file, stated_date=stated, choices=chosen, forms=FORMS)
        except (UnknownFormat, InvalidValue) as error:
            raise click.UsageError(str(error)) from error
        except ContradictoryReport as error:
            _say_refusal(project, choices, error, as_json=as_json)
            return 1
    _say_written(files, each=each_person, name=name, as_json=as_json)
    return 0


@click.command()
@click.argument("folder", metavar="FOLDER", type=PATH)
def templates(folder: Path) -> None:
    """Copy the templates of web page reports to FOLDER, for you to change."""
    from annotator.reports.formats import templates as own

    made = own.copy_to(folder)
    say(
        f"Copied {count_of(len(made), 'template')} to {folder}. For a template you delete "
        f"there, the standard one is used. Export with --template {folder}."
    )


_RETURN_CHOICES = (
    click.option(
        "--kind",
        type=click.Choice(_KINDS[:3]),
        default="internal",
        help="Who reads it: the editor, the writer (queries and wordings alone), or corrections.",
    ),
    click.option(
        "--standing",
        "--verdict",
        "standings",
        type=click.Choice([s.value for s in Standing]),
        multiple=True,
        help="Only claims with this verdict. Repeat for more.",
    ),
    click.option("--settled", is_flag=True, help="Only claims whose verdict is settled."),
    click.option("--checker", metavar="CHECKER", help="Only claims that CHECKER tagged."),
    click.option(
        "--to",
        "addressee",
        metavar="NAME",
        help="Queries to NAME, not those to the writer, in a file for the writer.",
    ),
    click.option(
        "--everybody", is_flag=True, help="Queries to everybody, in a file for the writer."
    ),
    click.option(
        "--as",
        "author",
        type=click.Choice(["checker", "desk"]),
        default="checker",
        help="Whose name comments go by: that of the checker, or of the desk.",
    ),
    click.option("--without-changes", is_flag=True, help="Leave out the proposed wordings."),
    click.option(
        "--every-place", is_flag=True, help="Comment on every place of a claim, not on its first."
    ),
    click.option("--confidential", is_flag=True, help="Name confidential sources."),
)
"""The options that say what goes into the writer's file; ``_return_choices`` takes them."""


def _return_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of ``_RETURN_CHOICES``, in their order."""
    for option in reversed(_RETURN_CHOICES):
        command = option(command)
    return command


@click.command("return")
@project_argument
@click.option("--article", "number", type=int, required=True, help="The article.")
@click.option("-o", "--output", metavar="FILE", type=PATH, help="The file to write.")
@_return_options
@click.option("--dry-run", is_flag=True, help="Say what would go into the file, and write none.")
@click.option("--json", "as_json", is_flag=True, help="Say in JSON what was written and what not.")
def return_(
    *,
    path: Path,
    number: int,
    output: Path | None,
    dry_run: bool,
    as_json: bool,
    **asked: Any,
) -> int:
    """Write the file that article N came from to FILE, with comments and proposed wordings.

    The file is a Word, OpenDocument or PDF file. The original stays as it is; a file that stands
    at FILE is replaced, unless it is the original.
    """
    from annotator.manuscripts.service.file_return import plan_return, write_return

    if output is None and not dry_run:
        raise click.UsageError("Say where the file goes with -o FILE, or try it with --dry-run.")
    target = None if dry_run else output
    if target is not None and is_same(target, path):
        raise click.UsageError(
            "The file cannot be written over its own project. Choose another name."
        )
    with open_project(path) as project:
        article = project.articles.numbered(number)
        plan = plan_return(project, article, _return_choices(project, **asked))
        warn_of(plan.slips)
        try:
            if target is not None:
                write_return(project, plan, target)
        except InvalidValue as error:
            raise click.UsageError(str(error)) from error
    if as_json:
        say_json(_returned(plan, target))
    else:
        _say_return(plan, target)
    return 0


COMMANDS = (export, templates, return_)


def _return_choices(
    project: "Project",
    *,
    kind: str,
    standings: tuple[str, ...],
    settled: bool,
    checker: str | None,
    addressee: str | None,
    everybody: bool,
    author: str,
    without_changes: bool,
    every_place: bool,
    confidential: bool,
) -> "ReturnChoices":
    from annotator.manuscripts.choices import ReturnAuthor, ReturnChoices, ReturnKind
    from annotator.people.model import WRITER

    if everybody and addressee is not None:
        raise click.UsageError("Choose either --everybody or --to NAME.")
    to_everybody = None if everybody else WRITER
    return ReturnChoices(
        ReturnKind(kind),
        frozenset(Standing(standing) for standing in standings),
        only_settled=settled,
        checker_id=_checker(project, checker),
        addressee=to_everybody if addressee is None else addressee,
        author=ReturnAuthor(author),
        with_changes=not without_changes,
        every_place=every_place,
        show_confidential=confidential,
    )


def _say_return(plan: "ReturnPlan", written: Path | None) -> None:
    """Print what is in the file, or would be, and on standard error what is not."""
    if written is None:
        for item in plan.placed:
            say(f"{item.named}: “{_in_line(item.quote)}” – {_in_line(item.words)}")
    verb = f"Wrote {written}" if written else "It would hold"
    say(f"{verb}: {plan.counted}. {plan.left_out_told}{plan.names_told}".rstrip())
    for item in plan.not_placed:
        say(f"Not placed: {item.missing_told}.", err=True)


def _returned(plan: "ReturnPlan", written: Path | None) -> dict[str, object]:
    return {
        "written": None if written is None else str(written),
        "original": plan.manuscript.original.name,
        "items": [_return_item(item) for item in plan.items],
        "placed": len(plan.placed),
        "not_placed": [item.named for item in plan.not_placed],
        "confidential": [*plan.confidential],
        "claims_left_out": plan.left_out,
        "claims_not_tagged": plan.untagged,
    }


def _return_item(item: "ReturnItem") -> dict[str, object]:
    place = item.places[0] if item.places else None
    return {
        "kind": item.kind.value,
        "claim": item.number,
        "claim_id": item.claim_id,
        "start": place.start if place else None,
        "end": place.end if place else None,
        "quote": item.quote,
        "words": item.words,
        "author": item.author,
        "at": item.at,
        "not_placed": item.reason.value if item.reason else None,
    }


def _in_line(words: str) -> str:
    return " ".join(words.split())


def _check_each(choices: "ReportChoices") -> None:
    """Check that a sheet for each person can be made by the choices."""
    if choices.kind.value != "queries" or choices.addressee is not None:
        raise InvalidValue("--each-person", "it is for query sheets (--kind queries) without --to")


def _say_written(files: Iterable[Path], *, each: bool, name: str, as_json: bool) -> None:
    from annotator.reports.service.forms import FORMS

    lacks, written = FORMS[name].lacks, [*map(str, files)]
    if as_json:
        say_json({"written": written if each else written[0], "format": name, "lacks": lacks})
        return
    for file in written:
        say(f"Wrote {file}." + (f" {lacks}" if lacks else ""))
    if not written:
        say("There are no open questions, so no sheet was written.")


def _choices(
    project: "Project",
    *,
    kind: str,
    numbers: tuple[int, ...],
    verdicts: tuple[str, ...],
    settled: bool,
    checker: str | None,
    addressee: str | None,
    call_sheet: bool,
    without_text: bool,
    name_checkers: bool,
    with_reading: bool,
    since: int | None,
    show_confidential: bool,
    template: Path | None,
) -> "ReportChoices":
    from annotator.reports.choices import ReportChoices, ReportKind

    if call_sheet and kind != "queries":
        raise InvalidValue("--call-sheet", "it is a query sheet: add --kind queries")
    articles = tuple(project.articles.numbered(number).id for number in numbers)
    return ReportChoices(
        ReportKind(kind),
        articles or None,
        frozenset(Standing(verdict) for verdict in verdicts),
        only_settled=settled,
        checker_id=_checker(project, checker),
        addressee=addressee,
        # a query sheet quotes the article, and has no annotated text to leave out
        with_text=not call_sheet if kind == "queries" else not without_text,
        name_checkers=name_checkers,
        with_reading=with_reading,
        since=since or 0,
        show_confidential=show_confidential,
        template=template,
    )


def _say_refusal(
    project: "Project", choices: "ReportChoices", error: ContradictoryReport, *, as_json: bool
) -> None:
    """Print why a report was refused, and the claims that contradict each other."""
    from annotator.reports.service.held_verdict import contradictions

    if not as_json:
        for sentence in (error.sentence, *error.found):
            say(sentence, err=True)
        return
    number, found = contradictions(project, choices)
    told = [[_judged(claim) for claim in (each.one, each.other)] for each in found]
    why = {"error": error.sentence, "contradicted_claims": number, "contradictions": told}
    say_json({"written": None, **why})


def _judged(claim: "JudgedClaim") -> dict[str, object]:
    return {
        "number": claim.number,
        "id": claim.id,
        "article": claim.article,
        "words": claim.words,
        "verdicts": [verdict.value for verdict in claim.verdicts],
        "checkers": [*claim.checkers],
        "given_on_other_words": claim.on_other_words,
    }


def _warn(project: "Project", choices: "ReportChoices", form: "Format") -> None:
    """Say which names of confidential people are about to leave."""
    from annotator.reports.service.disclosures import before_sending

    warn_of(before_sending(project, choices, form))


def _checker(project: "Project", name: str | None) -> str:
    if name is None:
        return ""
    found = project.people.named(name)
    if found is None:
        raise NotFound(f"The checker “{name}”")
    return found.id
