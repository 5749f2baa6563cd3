"""The commands that hand work over to a colleague and take it back."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.context import PATH, as_options, open_project, project_argument, warn_of, work_as
from annotator.cli.same_claims import WERE_APART, as_json_of, told, told_as_joined
from annotator.cli.terminal import say, say_json
from annotator.kernel.file_names import PACKAGE
from annotator.sharing.row_merge import Side

if TYPE_CHECKING:
    from annotator.claims.same_claims import SameClaimsFound
    from annotator.cli.same_claims import Groups
    from annotator.project import Project
    from annotator.sharing.service.merge import Decisions, MergePlan
    from annotator.sharing.service.summary import MergeLine

Json = dict[str, object]
_ASK = "ask"
_output = click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=PATH,
    required=True,
    help=f"The file to write. The usual ending is {PACKAGE}; any other will do.",
)


@click.command()
@project_argument
@_output
@click.option("--blind", is_flag=True, help="Leave out tags, conclusions, notes and evidence.")
@click.option(
    "--no-highlights",
    is_flag=True,
    help=("Leave out claims too, so that your colleague finds them alone."),
)
@click.option(
    "--article", "numbers", type=int, multiple=True, help="Only this article. Repeat for more."
)
@click.option("--notes", is_flag=True, help="Include notes and the contact log.")
@click.option("--no-evidence", is_flag=True, help="Leave out evidence and its files.")
@click.option(
    "--confidential",
    is_flag=True,
    help="Include confidential sources and contacts, with their names.",
)
@as_options
def package(
    *,
    path: Path,
    output: Path,
    blind: bool,
    no_highlights: bool,
    numbers: tuple[int, ...],
    notes: bool,
    no_evidence: bool,
    confidential: bool,
    who: str | None,
) -> None:
    """Write articles of PROJECT into a file for a colleague to review.

    Confidential sources and contacts stay here unless you say otherwise. Names of theirs that
    stand elsewhere are listed first; attached files are not searched for them.
    """
    from annotator.sharing.packages import Contents
    from annotator.sharing.service import packages

    if no_highlights and not blind:
        raise click.UsageError("--no-highlights goes with --blind.")
    with open_project(path) as project:
        work_as(project, who)
        contents = Contents(
            tuple(_articles(project, numbers)),
            blind=blind,
            highlights=not no_highlights,
            evidence=not no_evidence,
            notes=notes,
            confidential=confidential,
        )
        warn_of(packages.names_in_package(project, contents))
        packages.send_for_review(project, output, contents)
        say(f"Wrote {output}: {_packed(project, contents.article_ids, blind=blind)}.")
        kept = packages.left_out(packages.secrets_of(project), contents)
    if kept:
        say(f"Left out because they are confidential: {kept}.", err=True)


@click.command("send-back")
@project_argument
@_output
@click.option(
    "--confidential", is_flag=True, help="Send confidential evidence, contacts and questions, too."
)
@as_options
def send_back(path: Path, output: Path, *, confidential: bool, who: str | None) -> None:
    """Write your review of PROJECT, a package you got, into a small FILE to send back."""
    from annotator.sharing.service import packages

    with open_project(path) as project:
        work_as(project, who)
        secret = 0 if confidential else packages.confidential_in_reply(project)
        if secret:
            raise click.UsageError(
                f"It holds confidential evidence, contacts or questions, {secret} in all. "
                "To send them, names included, say --confidential."
            )
        if not confidential:
            warn_of(packages.names_in_reply(project))
        packages.send_back(project, output)
    say(f"Wrote {output}.")


@click.command()
@project_argument
@click.argument("other", metavar="OTHER", type=PATH)
@click.option("--dry-run", is_flag=True, help="Show what would happen; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs, in UTF-8.")
@click.option(
    "--on-conflict",
    type=click.Choice([_ASK, *(side.value for side in Side)]),
    default=_ASK,
    help="Which side wins where both changed the same thing; “ask” merges nothing then.",
)
@click.option(
    "--no-join", is_flag=True, help="Leave claims on identical words two claims; see same-claims."
)
@click.option("--without-backup", is_flag=True, help="Do not make a backup first.")
@as_options
def merge(
    *,
    path: Path,
    other: Path,
    dry_run: bool,
    as_json: bool,
    on_conflict: str,
    no_join: bool,
    without_backup: bool,
    who: str | None,
) -> int:
    """Merge OTHER, a project or a package back from a review, into PROJECT.

    It is a single step, which “undo” takes back, and a backup is made first. Claims that come to
    stand on identical words are joined; those that overlap are listed. Where both changed the same
    value and --on-conflict does not decide, no change is merged, and the exit code is 1.
    """
    from annotator.sharing.service import merge

    with open_project(path) as project:
        planned = merge.plan(project, other)
        waits = bool(planned.conflicts) and on_conflict == _ASK
        merged = not dry_run and not waits
        decisions = _decisions(planned, on_conflict)
        same = merge.same_after(project, planned, decisions)
        groups = [] if no_join else [group.ids for group in same.certain]
        if merged:
            work_as(project, who)
            merge.merge(project, planned, decisions, backup=not without_backup, same=groups)
        if as_json:
            found = {**as_json_of(project, same), "joined": bool(groups) and merged}
            say_json({**_as_json(planned, merged=merged), "same_claims": found})
        else:
            told = [*_same_told(project, same, groups, merged=merged)]
            told += _namesakes_told(project, planned) if merged else []
            for line in (*_told(planned, merged=merged, dry_run=dry_run), *told):
                say(line)
    return 1 if waits and not dry_run else 0


COMMANDS = (package, send_back, merge)


def _articles(project: "Project", numbers: tuple[int, ...]) -> Iterator[str]:
    if numbers:
        yield from (project.articles.numbered(number).id for number in numbers)
    else:
        yield from (article.id for article in project.articles.page())


def _packed(project: "Project", article_ids: tuple[str, ...], *, blind: bool) -> str:
    titles = ", ".join(f"“{project.articles.get(i).heading}”" for i in article_ids)
    return f"{titles}, {'blind' if blind else 'with its tags'}"


def _decisions(planned: "MergePlan", on_conflict: str) -> "Decisions":
    return {} if on_conflict == _ASK else dict.fromkeys(planned.conflicts, Side(on_conflict))


def _told(planned: "MergePlan", *, merged: bool, dry_run: bool) -> Iterator[str]:
    from annotator.sharing.service.summary import ORDER, lines

    found = lines(planned)
    for case in ORDER:
        those = [line for line in found if line.case is case]
        if those:
            yield f"{case.value.capitalize()}: {len(those):,}"
            yield from (f"  {_in_words(line)}" for line in those)
    if not planned.changes_anything:
        yield "Nothing new: everything in it is here already."
    elif merged:
        yield f"Merged {planned.path}."
    elif dry_run:
        yield "Trial run: nothing was merged."
    else:
        yield (
            "Nothing was merged: decide conflicts with --on-conflict mine or theirs, or one by one "
            "in the window."
        )


def _namesakes_told(project: "Project", planned: "MergePlan") -> Iterator[str]:
    """Return how to join records of one name, where somebody may have come in twice."""
    from annotator.people.model import is_namesake

    mine = project.author
    coming = {meeting.key[1] for meeting in planned.rows if meeting.key[0] == "checkers"}
    for person in project.people.checkers():
        if person.id in coming - {mine.id} and is_namesake(person.name, mine.name):
            yield (
                f"{person.name} came with it. If that is you, too: annotator people "
                f'{project.path.name} --join "{mine.name}" "{person.name}"'
            )


def _same_told(
    project: "Project", same: "SameClaimsFound", groups: "Groups", *, merged: bool
) -> Iterator[str]:
    """Return what became, or would become, of claims that are the same."""
    if merged:
        yield from told_as_joined(project, groups, same)
        left = () if groups else same.certain
        yield from told(project, left, "On identical words, and left as they are")
        yield from told(project, same.doubtful, WERE_APART)
        yield from told(project, same.overlapping, "Overlapping, and left as they are")
        if left or same.doubtful or same.overlapping:
            yield "To join them, or to say that they are two: annotator same-claims."
    else:
        title = "On identical words, and joined with the merge" if groups else "On identical words"
        yield from told(project, same.certain, title)
        yield from told(project, same.doubtful, WERE_APART)
        yield from told(project, same.overlapping, "Overlapping")


def _in_words(line: "MergeLine") -> str:
    where = f"{line.place}: " if line.place else ""
    if line.key[0] == "joined":
        return f"{where}{line.what}"
    before = f" (before: {line.before})" if line.before else ""
    return f"{where}{line.what}: here {line.here}, there {line.there}{before}"


def _as_json(planned: "MergePlan", *, merged: bool) -> Json:
    from annotator.sharing.service.summary import lines

    found = lines(planned)
    return {
        "file": str(planned.path),
        "merged": merged,
        "conflicts": len(planned.conflicts),
        "moved": [
            {
                "claim": claim.claim_id,
                "movers": [*claim.movers],
                "judges": [*claim.judges],
                "moved": "there" if claim.moved_there else "here",
                "former": [*claim.former],
                "present": [*claim.present],
            }
            for claim in planned.moved
        ],
        "counts": dict(sorted(Counter(line.case.value for line in found).items())),
        "rows": [
            {
                "case": line.case.value,
                "place": line.place,
                "what": line.what,
                "before": line.before,
                "here": line.here,
                "there": line.there,
                "table": line.key[0],
                "id": line.key[1],
            }
            for line in found
        ],
    }
