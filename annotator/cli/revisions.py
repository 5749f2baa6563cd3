"""The commands for a new draft of an article, and for the claims that it leaves in doubt."""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from annotator.articles.model import Changes
from annotator.cli.context import PATH, as_options, open_project, project_argument, work_as
from annotator.cli.terminal import say, say_json
from annotator.kernel.errors import AmbiguousQuote, InvalidValue, NotConfirmed, NotFound, SameText
from annotator.kernel.wording import count_of, form_for, quoted

if TYPE_CHECKING:
    from annotator.articles.model import Article, Draft
    from annotator.kernel.positions import Span
    from annotator.kernel.sentence_units import SentenceUnits
    from annotator.project import Project
    from annotator.revisions.model import Placing
    from annotator.revisions.plan import (
        DecidedPlacement,
        OpenPlacement,
        PlaceInContext,
        PlannedPlace,
        RevisionPlan,
    )

Json = dict[str, object]

_STANDARD_INPUT = Path("-")
_SPAN = re.compile("([0-9]+):([0-9]+)")
_article = click.option(
    "--article", "number", type=int, required=True, help="The number of the article."
)


@click.command()
@project_argument
@click.argument("file", metavar="FILE", type=PATH)
@_article
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
    "--sure", is_flag=True, help="Add it also if it may be another article, or an older text again."
)
@click.option("--dry-run", is_flag=True, help="Tell what would become of each claim; add nothing.")
@as_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs, in UTF-8.")
def revise(
    *,
    path: Path,
    file: Path,
    number: int,
    encoding: str | None,
    tracked: Changes,
    whole_page: bool,
    sure: bool,
    dry_run: bool,
    who: str | None,
    as_json: bool,
) -> int:
    """Add FILE to PROJECT as the newest version of an article; “-” is standard input.

    A claim is carried over where its words and their whole sentence are the same, wherever that
    stands now. Of each other claim it is told what became of it, and “annotator place” says where
    it stands. Until then it counts as open. Changes that are tracked in a document are followed.
    It is a single step, which “undo” takes back. A text that is the newest version already, or –
    without --sure – may not be meant, is not added, and the exit code is 1.
    """
    from annotator.revisions.service import revision

    with open_project(path) as project:
        article = project.articles.numbered(number)
        draft = _read(file, encoding=encoding, whole=whole_page, tracked=tracked)
        plan = revision.plan_revision(project, article.id, draft)
        if plan.is_newest_text:
            raise SameText(plan.older.number)
        if not dry_run:
            _confirm(plan, sure=sure)
            work_as(project, who)
            revision.add_version(project, plan, sure=True)
        units = _units(project, plan)
        if as_json:
            say_json(_plan_as_json(plan, units, added=not dry_run))
        else:
            for line in _plan_told(path, plan, units, added=not dry_run):
                say(line)
    return 0


@click.command()
@project_argument
@_article
@click.option(
    "--claim", "claim_number", type=int, help="The claim that is placed; or listed alone."
)
@click.option(
    "--passage", type=click.IntRange(1), help="Which of several passages of the claim, from 1."
)
@click.option(
    "--accept",
    metavar="[NUMBER]",
    is_flag=False,
    flag_value=1,
    type=click.IntRange(1),
    help="Take a proposed place: the first, or that of the NUMBER.",
)
@click.option("--quote", help="The words in the newest version on which the claim stands.")
@click.option("--occurrence", type=click.IntRange(1), help="Which of several occurrences, from 1.")
@click.option("--span", metavar="START:END", help="Their place in code points, instead of a quote.")
@click.option("--leave", is_flag=True, help="Leave the claim on the older version.")
@as_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs, in UTF-8.")
def place(
    *,
    path: Path,
    number: int,
    claim_number: int | None,
    passage: int | None,
    accept: int | None,
    quote: str | None,
    occurrence: int | None,
    span: str | None,
    leave: bool,
    who: str | None,
    as_json: bool,
) -> int:
    """Say where claims stand in the newest version, or list those of which nobody has said it.

    Listed are the claims of an article whose words or sentence a new version has changed, with the
    places proposed for each, and what was decided by now. With --accept, --quote, --span or
    --leave, a decision is made or changed. Verdicts given on other words or in another sentence do
    not hold until they are given anew: see “annotator tag”.
    """
    acts = sum((accept is not None, quote is not None, span is not None, leave))
    _check_place(acts, claim_number, occurrence, quote, span)
    with open_project(path) as project:
        article = project.articles.numbered(number)
        if acts:
            work_as(project, who)
            target = _Target(project, article, claim_number or 0, passage)
            try:
                target.decide(accept, quote, occurrence, span)
            except AmbiguousQuote as error:
                _say_places(error)
                return 1
        found = _Listed(project, article, claim_number)
        if as_json:
            say_json(found.as_json())
        else:
            for line in found.told():
                say(line)
    return 0


COMMANDS = (revise, place)


def _read(file: Path, *, encoding: str | None, whole: bool, tracked: Changes) -> "Draft":
    from annotator.articles.intake import reader

    if file == _STANDARD_INPUT:
        data = sys.stdin.buffer.read(reader.LIMIT + 1)
        return reader.read_bytes(
            data, "standard input", encoding=encoding, whole=whole, changes=tracked
        )
    return reader.read_file(file, encoding=encoding, whole=whole, changes=tracked)


def _confirm(plan: "RevisionPlan", *, sure: bool) -> None:
    """Ask what has to be confirmed before a version is added, or raise it as an error.

    Raises:
        NotConfirmed: nobody can be asked.
        Abort: somebody was asked, and would not have it.
    """
    if sure or not plan.questions:
        return
    why = " ".join(map(plan.asked, plan.questions))
    if not (sys.stdin and sys.stdin.isatty()):
        raise NotConfirmed(f"{why} To add it all the same, say --sure.")
    say(why, err=True)
    click.confirm("Add it as a new version all the same?", err=True, abort=True)


# a plan in words


class _Units:
    """The sentences of the texts of a plan."""

    def __init__(self, project: "Project", plan: "RevisionPlan") -> None:
        from annotator.kernel.sentence_units import SentenceUnits

        language = plan.article.metadata.language
        versions = {planned.older.id for planned in plan.places}
        self.older = {
            version_id: SentenceUnits(project.articles.text(version_id), language)
            for version_id in sorted(versions)
        }
        self.new = SentenceUnits(plan.draft.text, language)

    def was(self, planned: "PlannedPlace") -> "PlaceInContext":
        """Return the older place with its sentence."""
        return self._around(self.older[planned.older.id], planned.highlight.span)

    def proposals(self, planned: "PlannedPlace") -> "list[PlaceInContext]":
        """Return the likeliest places with their sentences."""
        return [self._around(self.new, span) for span in planned.placement.proposals]

    def _around(self, units: "SentenceUnits", span: "Span") -> "PlaceInContext":
        from annotator.revisions.service.placer import in_context

        return in_context(units, span)


def _units(project: "Project", plan: "RevisionPlan") -> _Units:
    return _Units(project, plan)


def _plan_told(path: Path, plan: "RevisionPlan", units: _Units, *, added: bool) -> Iterator[str]:
    from annotator.revisions.model import Placing

    yield from _file_told(plan)
    for question in plan.questions if not added else ():
        yield plan.asked(question)
    for placing in Placing:
        those = [p for p in plan.places if p.placing is placing and not p.stays_left]
        if those:
            yield _heading(plan, placing, len(those))
        for planned in those:
            yield from _planned_told(plan, units, planned)
    if plan.stay_left:
        yield f"Left on an older version, as decided before: {len(plan.stay_left):,}"
        yield from (f"  {_named(planned)}" for planned in plan.stay_left)
    if plan.marks.kept or plan.marks.left:
        kept = count_of(plan.marks.kept, "sentence stays", "sentences stay")
        yield f"Nothing to check: {kept} marked, {plan.marks.left:,} not."
    yield from _ending(path, plan, added=added)


def _file_told(plan: "RevisionPlan") -> Iterator[str]:
    from annotator.articles.left_out import in_words

    if plan.draft.original is not None and plan.draft.encoding:
        yield f"{quoted(plan.draft.original.name)}, read as {plan.draft.encoding}."
    if plan.draft.left_out:
        yield f"Left out: {in_words(plan.draft.left_out)}."
    if plan.follows_changes:
        yield "The changes tracked in the file were followed."


def _heading(plan: "RevisionPlan", placing: "Placing", number: int) -> str:
    from annotator.appearance import label
    from annotator.revisions.model import Placing

    moved = f" ({plan.moved:,} moved)" if placing is Placing.SAME and plan.moved else ""
    return f"{label(placing)}: {number:,}{moved}"


def _named(planned: "PlannedPlace") -> str:
    return f"claim {planned.claim_number}: {quoted(_line(planned.highlight.quote))}"


def _planned_told(plan: "RevisionPlan", units: _Units, planned: "PlannedPlace") -> Iterator[str]:
    from annotator.revisions.model import Placing

    moved = " (moved)" if planned.placing is Placing.SAME and planned.placement.moved else ""
    yield f"  {_named(planned)}{moved}"
    if planned.is_undecided:
        yield f"    version {planned.older.number}: {_marked(units.was(planned))}"
        for proposal in units.proposals(planned):
            yield f"    version {plan.older.number + 1}: {_marked(proposal)}"


def _ending(path: Path, plan: "RevisionPlan", *, added: bool) -> Iterator[str]:
    article = f"article {plan.article.number}, {quoted(plan.article.heading)}"
    if not added:
        yield "Trial run: nothing was changed."
        return
    yield f"Added version {plan.older.number + 1} of {article}."
    if plan.undecided:
        number = len(plan.undecided)
        wait = count_of(number, "passage waits", "passages wait")
        them = form_for(number, "it", "them")
        yield (
            f"{wait} for your decision. To see {them}: "
            f"annotator place {path} --article {plan.article.number}"
        )


def _plan_as_json(plan: "RevisionPlan", units: _Units, *, added: bool) -> Json:
    return {
        "article": plan.article.number,
        "version": plan.older.number + 1,
        "file": plan.draft.original.name if plan.draft.original else None,
        "encoding": plan.draft.encoding,
        "added": added,
        "questions": [plan.asked(question) for question in plan.questions],
        "followed_tracked_changes": plan.follows_changes,
        "sentences": plan.sentences,
        "same_sentences": plan.same_sentences,
        "nothing_to_check": {"kept": plan.marks.kept, "left": plan.marks.left},
        "undecided": len(plan.undecided),
        "places": [
            {
                "claim": planned.claim_number,
                "claim_id": planned.highlight.claim_id,
                "became": planned.placing.value,
                "moved": planned.placement.moved,
                "stays_left": planned.stays_left,
                "was": _place_as_json(planned.older.number, units.was(planned)),
                "proposals": [
                    _place_as_json(plan.older.number + 1, proposal)
                    for proposal in units.proposals(planned)
                ],
            }
            for planned in plan.places
        ],
    }


def _place_as_json(version: int, found: "PlaceInContext") -> Json:
    return {
        "version": version,
        "start": found.span.start,
        "end": found.span.end,
        "quote": found.words,
        "sentence": found.sentence_words,
    }


def _marked(found: "PlaceInContext") -> str:
    """Return a sentence in a line, with the place in square brackets."""
    words, within = found.sentence_words, found.within
    before, after = words[: within.start], words[within.end :]
    return _line(f"{before}[{within.of(words)}]{after}")


def _line(words: str) -> str:
    return " ".join(words.split())


# decisions


def _check_place(
    acts: int, claim: int | None, occurrence: int | None, quote: str | None, span: str | None
) -> None:
    if acts > 1:
        raise click.UsageError("Say one of --accept, --quote, --span and --leave.")
    if acts and claim is None:
        raise click.UsageError("Name the claim with --claim.")
    if occurrence is not None and quote is None:
        raise click.UsageError("--occurrence goes with --quote.")
    if span is not None and not _SPAN.fullmatch(span):
        raise click.UsageError("A span is two numbers, START:END, such as 120:155.")


def _say_places(error: AmbiguousQuote) -> None:
    say(f"{error} Choose one with --occurrence:", err=True)
    for number, told in enumerate(error.places, 1):
        say(f"{number:4}  {told}", err=True)
    if error.unlisted:
        say(f"      … and {error.unlisted:,} more", err=True)


class _Target:
    """A passage of a claim that a decision is made about.

    Raises:
        NotFound: nothing is to be decided about the claim, or not about so many passages of it.
        InvalidValue: several are to be decided, and none of them is chosen.
    """

    def __init__(
        self, project: "Project", article: "Article", number: int, passage: int | None
    ) -> None:
        from annotator.cli.context import find_claim
        from annotator.revisions.service import decisions

        self._project = project
        self._article = article
        claim = find_claim(project, article.id, number)
        waiting = [
            each
            for each in decisions.open_placements(project, article.id)
            if each.claim_id == claim.id
        ]
        decided = [
            each
            for each in decisions.decided_placements(project, article.id)
            if each.record.claim_id == claim.id
        ]
        found: Sequence[OpenPlacement | DecidedPlacement] = waiting or decided
        if not found:
            raise NotFound(f"A passage of claim {claim.number} to decide about")
        if passage is None and len(found) > 1:
            several = f"choose one of its {count_of(len(found), 'passage')} with --passage"
            raise InvalidValue(f"Claim {claim.number}", several)
        if (passage or 1) > len(found):
            raise NotFound(f"Passage {passage} of claim {claim.number}")
        self._found = found[(passage or 1) - 1]
        self._claim = claim

    def decide(
        self, accept: int | None, quote: str | None, occurrence: int | None, span: str | None
    ) -> None:
        """Place it, or leave it where neither a place nor words are given."""
        from annotator.revisions.service import decisions

        stretch = self._stretch(accept, quote, occurrence, span)
        if stretch is None:
            decisions.leave_on_old(self._project, self._found.id)
        else:
            decisions.accept_place(self._project, self._found.id, stretch)

    def _stretch(
        self, accept: int | None, quote: str | None, occurrence: int | None, span: str | None
    ) -> "Span | None":
        from annotator.exchange.anchoring.quote_lookup import locate_quote
        from annotator.kernel.canonical_text import canonical
        from annotator.kernel.positions import Span

        version = self._article.version
        if accept is not None:
            return self._proposal(accept)
        if quote is not None:
            text = self._project.articles.text(version.id)
            return locate_quote(text, canonical(quote), occurrence)
        if span is not None:
            start, end = map(int, span.split(":"))
            return Span(start, end).checked(version.length)
        return None

    def _proposal(self, number: int) -> "Span":
        from annotator.revisions.plan import OpenPlacement

        found = self._found
        proposals = found.proposals if isinstance(found, OpenPlacement) else ()
        if number > len(proposals):
            raise NotFound(f"Proposal {number} for claim {self._claim.number}")
        return proposals[number - 1].span


class _Listed:
    """The passages of an article that wait for a decision, and those decided."""

    def __init__(self, project: "Project", article: "Article", number: int | None) -> None:
        from annotator.cli.context import find_claim
        from annotator.revisions.service import decisions

        self._article = article
        claim = find_claim(project, article.id, number) if number is not None else None
        waiting = decisions.open_placements(project, article.id)
        self._open = len(waiting)
        self._about = f" about claim {number}" if claim is not None else ""
        self._waiting = [each for each in waiting if claim is None or each.claim_id == claim.id]
        self._decided = [
            each
            for each in decisions.decided_placements(project, article.id)
            if claim is None or each.record.claim_id == claim.id
        ]

    def told(self) -> Iterator[str]:
        """Yield what waits and what was decided, in lines."""
        article = f"Article {self._article.number}, {quoted(self._article.heading)}"
        # those of other claims as well: with one decision the work may not be done
        wait = count_of(self._open, "passage waits", "passages wait")
        version = self._article.version.number
        if not self._waiting and not self._decided:
            yield f"{article}, version {version}: nothing is to be decided{self._about}."
            return
        yield f"{article}, version {version}: {wait} for a decision."
        for each in self._waiting:
            yield from _waiting_told(each)
        if self._decided:
            yield f"Decided: {len(self._decided):,}"
            yield from (f"  {_decided_told(each)}" for each in self._decided)

    def as_json(self) -> Json:
        """Return the same for programs."""
        return {
            "article": self._article.number,
            "version": self._article.version.number,
            "undecided": [_waiting_as_json(each) for each in self._waiting],
            "decided": [_decided_as_json(each) for each in self._decided],
        }


def _waiting_told(each: "OpenPlacement") -> Iterator[str]:
    from annotator.appearance import label

    said = label(each.placing)
    yield f"  claim {each.claim_number}: {quoted(_line(each.highlight.quote))} – {said}"
    yield f"    version {each.older.number}: {_marked(each.was)}"
    for number, proposal in enumerate(each.proposals, 1):
        yield f"    {number}: {_marked(proposal)}"


def _decided_told(each: "DecidedPlacement") -> str:
    from annotator.revisions.model import PlaceOutcome

    named = f"claim {each.claim_number}: {quoted(_line(each.highlight.quote))}"
    if not each.checker:
        return f"{named} – cut, and left on version {each.older.number}"
    if each.record.outcome is PlaceOutcome.LEFT:
        return f"{named} – left on version {each.older.number} by {each.checker}"
    on = f" on {quoted(_line(each.now.quote))}" if each.now else ""
    return f"{named} – placed{on} by {each.checker}"


def _waiting_as_json(each: "OpenPlacement") -> Json:
    return {
        "claim": each.claim_number,
        "claim_id": each.claim_id,
        "became": each.placing.value,
        "was": _place_as_json(each.older.number, each.was),
        "proposals": [_place_as_json(each.version.number, found) for found in each.proposals],
    }


def _decided_as_json(each: "DecidedPlacement") -> Json:
    now = each.now
    return {
        "claim": each.claim_number,
        "claim_id": each.record.claim_id,
        "became": each.record.placing.value,
        "outcome": each.record.outcome.value if each.record.outcome else "",
        "checker": each.checker or None,
        "decided_at": each.record.decided_at or None,
        "was": {
            "version": each.older.number,
            "start": each.highlight.span.start,
            "end": each.highlight.span.end,
            "quote": each.highlight.quote,
        },
        "now": {"start": now.span.start, "end": now.span.end, "quote": now.quote} if now else None,
    }
