"""The commands that bring in another program's annotations, and answers that came home."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.claims.verdicts import DisputeReason
from annotator.cli.context import PATH, as_options, open_project, project_argument, work_as
from annotator.cli.same_claims import WERE_APART, told
from annotator.cli.terminal import say, say_json
from annotator.exchange.anchoring.offset_units import OffsetUnit
from annotator.exchange.columns import ColumnMeaning, TableChoices
from annotator.kernel.errors import NoQuoteColumn, UnknownColumn
from annotator.kernel.wording import count_of

if TYPE_CHECKING:
    from annotator.claims.same_claims import SameClaimsFound
    from annotator.exchange.model import ImportedFile
    from annotator.exchange.service.plan import ImportChoices, ImportPlan
    from annotator.exchange.service.summary import ImportLine
    from annotator.manuscripts.service.answers import AnswerPlan
    from annotator.project import Project

_UNITS = {unit.name.lower().replace("_", "-"): unit for unit in OffsetUnit}
_REASONS = {reason.value.replace(" ", "-"): reason for reason in DisputeReason}


@click.command("import")
@project_argument
@click.argument("file", metavar="FILE", type=PATH)
@click.option(
    "--article", "number", type=int, help="The article it is on, if the file does not say."
)
@as_options
@click.option("--encoding", help="The encoding of the file, such as cp1252.")
@click.option(
    "--columns",
    metavar="HEADING=KIND,…",
    help='How columns of a table come in, such as "Fakt=claim,Quelle=source"; see above.',
)
@click.option("--sheet", help="The sheet of a workbook, or the table of a document.")
@click.option(
    "--heading-row", type=int, help="The row of a table’s headings, from 1; 0 if it has none."
)
@click.option(
    "--unit",
    type=click.Choice([*_UNITS]),
    help="What positions in the file count, if it does not say.",
)
@click.option(
    "--reason",
    type=click.Choice([*_REASONS]),
    default=DisputeReason.CONTRADICTED.value,
    help="Why claims are disputed where the file does not say (contradicted, if not given).",
)
@click.option(
    "--skip-bad", is_flag=True, help="Leave out what cannot be imported, and import the rest."
)
@click.option("--dry-run", is_flag=True, help="Show what would happen; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of words.")
@click.option(
    "--no-join", is_flag=True, help="Leave claims on identical words two claims; see same-claims."
)
@click.option("--without-backup", is_flag=True, help="Do not make a backup first.")
def import_(
    *,
    path: Path,
    file: Path,
    number: int | None,
    who: str | None,
    encoding: str | None,
    columns: str | None,
    sheet: str | None,
    heading_row: int | None,
    unit: str | None,
    reason: str,
    skip_bad: bool,
    dry_run: bool,
    as_json: bool,
    no_join: bool,
    without_backup: bool,
) -> int:
    """Import annotations of another program from FILE into PROJECT.

    Read are W3C Web Annotations, Hypothesis, REFI-QDA, brat, Label Studio, doccano, and tables:
    CSV, Excel, OpenDocument, and in documents of Word. It is a single step, which “undo” takes
    back. If an annotation cannot be imported, none is, and the exit code is 1, unless --skip-bad is
    given. Annotations already here stay. Claims that come to stand on identical words are joined.

    A table’s columns are told by their headings, and printed. --columns says it otherwise: quote
    (words in the article), claim (in other words), verdict, reason, conclusion, checker, made,
    note, labelled-note, tags, source, link, page, quotation, publisher, source-author, published,
    accessed, accessed-day-first, accessed-month-first, article-url, article, before, after, start,
    end, id, nothing. A column without a heading is “column 3”. What was chosen is remembered for
    tables with the same headings, here and in the window; --columns "" proposes it anew.
    """
    from annotator.exchange.formats import reader
    from annotator.exchange.service import imports
    from annotator.exchange.service.targets import known_articles

    wanted = _table_choices(columns, sheet, heading_row)
    with open_project(path) as project:
        choices = _choices(project, number, reason)
        known = known_articles(project, choices.article_id)
        foreign = _as_before(
            reader.read_annotations(file, encoding, table=wanted, known=known), columns
        )
        _check_table(foreign, wanted)
        choices = replace(choices, table=foreign.table.choices if foreign.table else wanted)
        look = partial(_plan, project, foreign, choices, _UNITS[unit] if unit else None)
        _look_as(project, who)
        planned = look()
        if not dry_run and _may(planned, skip_bad=skip_bad):
            work_as(project, who)
            planned = look()  # who is at work may change who says what
        same = imports.same_after(project, planned)
        may = _may(planned, skip_bad=skip_bad)
        written = may and not dry_run
        if written:
            groups = [] if no_join else [group.ids for group in same.certain]
            imports.bring_in(project, planned, backup=not without_backup, same=groups)
        _remember(planned, written=written)
        same_told = _same_told(project, same, joins=not no_join, written=written)
        told = [*_told(planned, dry_run=dry_run, may=may), *same_told]
        if as_json:
            say_json(_as_json(planned, told, written=written))
        else:
            _say_lines(told)
    return 0 if dry_run else _exit_code(planned, skip_bad=skip_bad)


_AS_BEFORE = 'These columns are as in your last import with these headings. Or: --columns "".'
_DECISIONS = ("leave", "replace", "add")


@click.command()
@project_argument
@click.argument("file", metavar="FILE", type=PATH)
@as_options
@click.option(
    "--differing",
    type=click.Choice(_DECISIONS),
    default="leave",
    help="What becomes of an answer where the query has another (leave, if not given).",
)
@click.option("--dry-run", is_flag=True, help="Show what would happen; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Say in JSON what was found.")
def answers(
    *, path: Path, file: Path, who: str | None, differing: str, dry_run: bool, as_json: bool
) -> int:
    """Bring answers home from FILE: an answered query sheet, or the writer's file with replies.

    Each answer finds its query by the reference on the sheet. It is a single step, which “undo”
    takes back. Answers without a home are listed with their words and written nowhere. The same
    file a second time changes nothing.
    """
    from annotator.manuscripts.service import answers as home

    found = home.read_file(file)
    with open_project(path) as project:
        planned = home.plan_answers(project, found).deciding(home.AnswerTaking(differing))
        if not dry_run and planned.taken:
            work_as(project, who)
            home.bring_in(project, planned)
        if as_json:
            say_json(_answers_as_json(planned, written=not dry_run))
        else:
            for line in _answers_told(planned, dry_run=dry_run):
                say(line)
    return 0


COMMANDS = (import_, answers)


def _answers_told(plan: "AnswerPlan", *, dry_run: bool) -> Iterator[str]:
    from annotator.manuscripts.service import answer_summary as told

    yield f"“{plan.answered.name}”: {told.plan_told(plan)}."
    for item in plan.taken:
        by = told.by_whom(item)
        words = " ".join(told.found_words(item).split())
        whose = f" ({by})" if by else ""
        yield f"  {told.where(plan, item)}: {told.becomes(item)}{whose}: {words}"
    yield from (f"  {line}" for line in told.left_told(plan))
    if not plan.taken:
        yield "Nothing was taken over."
    elif dry_run:
        yield "Trial run: nothing was taken over."
    else:
        yield f"{count_of(len(plan.taken), 'answer was', 'answers were')} taken over."


def _answers_as_json(plan: "AnswerPlan", *, written: bool) -> dict[str, object]:
    from annotator.manuscripts.service import answer_summary as told

    found = [
        {
            "claim": item.claim.number if item.claim else None,
            "claim_id": item.claim.id if item.claim else None,
            "query_id": item.query.id if item.query else None,
            "state": item.state.value,
            "taken": item.taking.value,
            "by": item.found.author if item.found else "",
            "answer": told.found_words(item),
            "answer_here": told.today(item),
            "why": item.why,
        }
        for item in plan.items
    ]
    return {
        "file": plan.answered.name,
        "answers": found,
        "notes": [*plan.notes],
        "taken_over": len(plan.taken) if written else 0,
    }


_PAIR = re.compile(r"\s*(.+?)\s*=\s*([\w-]+)\s*(?:,|$)")


def _table_choices(columns: str | None, sheet: str | None, heading_row: int | None) -> TableChoices:
    """Return how a table is read, as the options say."""
    pairs = _PAIR.findall(columns or "")
    if columns and _PAIR.sub("", columns).strip():
        raise click.BadParameter(f"“{columns}” is not HEADING=KIND,HEADING=KIND.")
    kinds = {kind.value: kind for kind in ColumnMeaning}
    for _, kind in pairs:
        if kind not in kinds:
            raise click.BadParameter(f"“{kind}” is none of: {', '.join(kinds)}.")
    named = tuple((heading, kinds[kind]) for heading, kind in pairs)
    return TableChoices(sheet or "", heading_row, named=named)


def _say_lines(told: list[str]) -> None:
    for line in told:
        say(line)


def _as_before(foreign: "ImportedFile", columns: str | None) -> "ImportedFile":
    """Return a table read as one with the same headings was the last time, unless that is said."""
    from annotator.exchange.formats import reader
    from annotator.files.table_columns import KeptColumns, table_columns_path

    if foreign.table is None or columns is not None:
        return foreign
    chosen = reader.columns_as_before(foreign, KeptColumns(table_columns_path()).all())
    if chosen is None or chosen.columns == tuple(each.meaning for each in foreign.table.columns):
        return foreign
    return reader.read_table_again(foreign, chosen)


def _remember(planned: "ImportPlan", *, written: bool) -> None:
    """Remember the columns that were said, for tables with the same headings, once they are in."""
    from annotator.files.table_columns import KeptColumns, table_columns_path

    table = planned.foreign.table
    if written and table is not None and planned.choices.table.named:
        codes = [column.meaning.value for column in table.columns]
        KeptColumns(table_columns_path()).keep(table.digest, codes)


def _check_table(foreign: "ImportedFile", wanted: TableChoices) -> None:
    """Refuse options that fit no column or sheet of a table, and a table without words.

    Raises:
        UnknownColumn: the table has no column or sheet that was named.
        NoQuoteColumn: no column holds the words of claims.
    """
    from annotator.exchange.formats.reader import has_words

    table = foreign.table
    headings = [column.heading for column in table.columns] if table else []
    sheets = [sheet.name for sheet in table.sheets] if table else []
    if wanted.sheet and wanted.sheet not in sheets:
        raise UnknownColumn(wanted.sheet, "sheet", sheets)
    there = {" ".join(heading.casefold().split()) for heading in headings}
    there.update(f"column {n}" for n in range(1, len(headings) + 1))
    for heading, _ in wanted.named:
        if " ".join(heading.casefold().split()) not in there:
            raise UnknownColumn(heading, "column", headings)
    if not has_words(foreign):
        raise NoQuoteColumn(foreign.name, headings)


def _as_json(planned: "ImportPlan", told: list[str], *, written: bool) -> dict[str, object]:
    """Return what was, or would be, imported, for programs."""
    from annotator.exchange.service.summary import lines

    foreign, table = planned.foreign, planned.foreign.table
    return {
        "file": foreign.name,
        "form": foreign.form,
        "encoding": foreign.encoding,
        "table": {
            "sheet": table.sheet.name,
            "sheets": [sheet.name for sheet in table.sheets],
            "heading_row": table.heading_row,
            "as_before": bool(planned.choices.table.columns),
            "columns": [
                {
                    "heading": column.heading,
                    "comes_in_as": column.meaning.value,
                    "first_values": [*column.samples],
                }
                for column in table.columns
            ],
        }
        if table
        else None,
        "lines": [
            {
                "outcome": line.case.value,
                "where": line.where,
                "article": line.article,
                "words": line.words,
                "becomes": line.becomes,
                "remark": line.remark,
            }
            for line in lines(planned)
        ],
        "imported": written,
        "told": told[-1],
    }


def _look_as(project: "Project", name: str | None) -> None:
    """Read the project as the named checker, if the project knows the name; add no checker yet."""
    known = project.people.checkers()
    if name is None and len(known) == 1:
        name = known[0].name
    project.checker = project.people.named(name) if name else None


def _may(planned: "ImportPlan", *, skip_bad: bool) -> bool:
    return planned.changes_anything and (skip_bad or not planned.refused)


def _exit_code(planned: "ImportPlan", *, skip_bad: bool) -> int:
    refused = bool(planned.refused) and not skip_bad
    useless = not planned.changes_anything and not planned.known
    return 1 if refused or useless else 0


def _choices(project: "Project", number: int | None, reason: str) -> "ImportChoices":
    from annotator.exchange.service.plan import ImportChoices

    article = project.articles.numbered(number) if number is not None else None
    article_id = article.id if article else ""
    return ImportChoices(article_id, adds_articles=article is None, reason=_REASONS[reason])


def _plan(
    project: "Project", foreign: "ImportedFile", choices: "ImportChoices", unit: OffsetUnit | None
) -> "ImportPlan":
    from annotator.exchange.service import imports

    planned = imports.plan(project, foreign, choices=choices)
    meant = [counting for counting in planned.countings if counting.unit is unit]
    if not meant:
        return planned
    return imports.plan(project, foreign, choices=replace(choices, counting=meant[0]))


def _told(planned: "ImportPlan", *, dry_run: bool, may: bool) -> Iterator[str]:
    from annotator.exchange.service.summary import ImportOutcome, columns_told, lines

    found = lines(planned)
    foreign = planned.foreign
    read_as = f", read as {foreign.encoding}" if foreign.encoding else ""
    yield f"“{foreign.name}”: {foreign.form}{read_as}"
    yield from columns_told(foreign)
    if planned.choices.table.columns:
        yield _AS_BEFORE
    if may and not dry_run and planned.choices.table.named:
        yield "These columns are remembered for tables with the same headings."
    for case in ImportOutcome:
        those = [line for line in found if line.case is case]
        if those:
            yield f"{case.value.capitalize()}: {len(those):,}"
            yield from (f"  {_in_words(line)}" for line in those)
    yield from _open_told(planned)
    if planned.countings and planned.choices.counting is None:
        yield _units_told(planned)
    if planned.asks_article and not planned.choices.article_id:
        yield "The file does not say which article it is on. Name it with --article."
    yield _ending(planned, dry_run=dry_run, may=may)


def _open_told(planned: "ImportPlan") -> Iterator[str]:
    """Return what is not read, or was decided here, and the options that say otherwise."""
    from annotator.exchange.service.summary import (
        ambiguous_told,
        reasons_told,
        sheets_told,
        unread_told,
    )

    if sheets_told(planned.foreign):
        yield f"{sheets_told(planned.foreign)} To choose another: --sheet."
    if unread_told(planned):
        yield unread_told(planned)
    if ambiguous_told(planned):
        yield (
            f"{ambiguous_told(planned)} To say their order: "
            "--columns …=accessed-day-first or accessed-month-first."
        )
    if reasons_told(planned):
        yield f"{reasons_told(planned)} To choose another: --reason."


def _same_told(
    project: "Project", same: "SameClaimsFound", *, joins: bool, written: bool
) -> Iterator[str]:
    """Return what became, or would become, of claims that are the same."""
    fate = "left as they are" if not joins else "joined" if written else "to be joined"
    yield from told(project, same.certain, f"On identical words, and {fate}")
    yield from told(project, same.doubtful, WERE_APART)
    yield from told(project, same.overlapping, "Overlapping, and left as they are")
    left = same.identical if not joins else same.doubtful
    if written and (same.overlapping or left):
        yield "To join them, or to say that they are two: annotator same-claims."


def _ending(planned: "ImportPlan", *, dry_run: bool, may: bool) -> str:
    from annotator.exchange.service.summary import brought_in

    if not planned.changes_anything:
        if planned.known:
            return "Nothing was imported: everything in it is here already."
        return "Nothing in it can be imported."
    if dry_run:
        return "Trial run: nothing was imported."
    if may:
        return brought_in(planned)
    return (
        "Nothing was imported. --skip-bad leaves out what cannot be imported, and imports the rest."
    )


def _units_told(planned: "ImportPlan") -> str:
    units = {counting.unit for counting in planned.countings}
    names = ", ".join(name for name, unit in _UNITS.items() if unit in units)
    return f"The file does not say what its positions count. Name it with --unit: {names}."


def _in_words(line: "ImportLine") -> str:
    words = " ".join(line.words.split())
    where = f"{line.where}: " if line.where else ""
    article = f" in “{line.article}”" if line.article else ""
    quoted = f"“{words}”{article}" if line.becomes and words else words or article.strip()
    told = ": ".join(filter(None, (quoted, line.becomes[:1].lower() + line.becomes[1:])))
    remark = f" ({line.remark})" if line.remark and told else line.remark
    return f"{where}{told}{remark}"
