"""The writer's own file with what was found: planned, shown before it is written, and written.

The words are those of a report for the same reader. They are redacted as entries of a report before
a comment is made of them, so that no file holds more than a report would. A plan writes nothing to
the disk or the project.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path, PurePath

from annotator.articles.model import AnnotationKind, Article
from annotator.claims.highlights import outermost_highlights
from annotator.claims.model import Resolution
from annotator.claims.verdicts import Standing
from annotator.disclosure.confidential_names import Disclosure, LeavingPassage
from annotator.disclosure.service.secret_names import secret_names
from annotator.files.documents import no_more_open_than, write_whole
from annotator.files.regular_files import exists, holds
from annotator.kernel.changes import ChangePlace
from annotator.kernel.errors import ExportFailed, InvalidValue, NothingToReturn
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.wording import count_of, form_for
from annotator.manuscripts.choices import ReturnAuthor, ReturnChoices, ReturnKind
from annotator.manuscripts.model import (
    HomeReferenceKind,
    LinkedWords,
    NotPlacedReason,
    reference_to,
)
from annotator.manuscripts.return_items import ReturnItem, ReturnItemKind
from annotator.manuscripts.service.originals import (
    WRITERS,
    Manuscript,
    ManuscriptWriter,
    find_manuscript,
)
from annotator.people.model import CodeNames, Query, QueryStatus
from annotator.project import Project
from annotator.reports.document import sentences
from annotator.reports.document.blocks import Inline, LinkRun, Own, RunStyle, TextRun, phrase
from annotator.reports.document.claims import as_comment
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.entries.people import QueryEntry
from annotator.reports.entries.wording import listed
from annotator.reports.printable import printable
from annotator.reports.service.publisher import publisher
from annotator.reports.service.report import article_entry

DESK = "Fact-checking desk"
"""The name of the desk where the project has none for its publisher."""
_ANSWER_HERE = "Please answer in a reply to this comment."
_DECIDE_HERE = "Please accept or reject the change, or say why in a reply."
_KEPT = frozenset({Resolution.STANDS, Resolution.OVERRULED})
"""The resolutions of a wording that stays, whatever was proposed."""
_SHOWN = 5
"""Items that are not in the file of which a sentence tells each."""
_TRIES = 3
"""How many places of a claim are tried."""
_WORDS = re.compile(r"\s+|\S+")
_FIELDS = {
    ReturnItemKind.CLAIM: "a comment",
    ReturnItemKind.QUERY: "a question",
    ReturnItemKind.PROPOSAL: "a proposed wording",
}
"""The items as a warning of a confidential name calls them."""
_NOUNS = {
    ReturnItemKind.CLAIM: "comment",
    ReturnItemKind.QUERY: "query",
    ReturnItemKind.PROPOSAL: "proposed wording",
}
_PLURALS = {ReturnItemKind.QUERY: "queries"}


@dataclass(frozen=True, slots=True)
class ReturnPlan:
    """A file that can go back to its writer, whole, with all that it holds and all that it cannot.

    ``content`` are the bytes of the file. ``left_out`` is how many claims were not asked for.
    ``confidential`` are the names by which confidential people are called in it, ``slips`` those
    of their names that stand in words that people wrote. ``addressees`` are the people with open
    queries; ``unasked`` is how many of these queries go to others than the file, and ``untagged``
    how many claims have no comment as nobody tagged them.
    """

    manuscript: Manuscript
    choices: ReturnChoices
    items: tuple[ReturnItem, ...]
    content: bytes
    left_out: int
    confidential: tuple[str, ...]
    slips: tuple[Disclosure, ...]
    addressees: tuple[str, ...] = ()
    unasked: int = 0
    untagged: int = 0

    @property
    def placed(self) -> tuple[ReturnItem, ...]:
        """The items that are in the file."""
        return tuple(item for item in self.items if item.reason is None)

    @property
    def not_placed(self) -> tuple[ReturnItem, ...]:
        """The items that are not in the file."""
        return tuple(item for item in self.items if item.reason is not None)

    @property
    def counted(self) -> str:
        """How many items of each kind are in the file, as “12 comments and 1 query”."""
        counts = Counter(item.kind for item in self.placed)
        told = [
            count_of(counts[kind], noun, _PLURALS.get(kind, ""))
            for kind, noun in _NOUNS.items()
            if counts[kind]
        ]
        return listed(told) or "nothing"

    @property
    def not_placed_told(self) -> str:
        """The first items that are not in the file, with the reasons; empty if all are."""
        lost = self.not_placed
        if not lost:
            return ""
        told = [item.missing_told for item in lost[:_SHOWN]]
        more = [f"{len(lost) - _SHOWN:,} more"] if len(lost) > _SHOWN else []
        return f"{len(lost):,} not placed: {', '.join([*told, *more])}."

    @property
    def left_out_told(self) -> str:
        """What was left out without being asked for, with a space behind it; or empty."""
        left = ""
        if self.untagged:
            claims = f"{count_of(self.untagged, 'claim')} not tagged"
            left += f"{claims} {form_for(self.untagged, 'is', 'are')} left out. "
        if self.unasked:
            queries = count_of(self.unasked, "other query", "other queries")
            left += f"{queries} {form_for(self.unasked, 'is', 'are')} left out. "
        return left

    @property
    def names_told(self) -> str:
        """The names that the file gives: those of its authors and of confidential people."""
        signers = listed([*dict.fromkeys(item.author for item in self.placed)])
        told = [f"Signed by {signers}."] if signers else []
        if self.confidential and self.choices.show_confidential:
            told.append(f"It names confidential people: {listed(self.confidential)}.")
            told.append(sentences.KEEP_IT)
        elif self.confidential:
            told.append(f"Confidential people go by their code names: {listed(self.confidential)}.")
        return " ".join(told)


def plan_return(
    project: Project,
    article: Article,
    choices: ReturnChoices,
    progress: Progress = unwatched,
    writers: Mapping[str, Callable[[], ManuscriptWriter]] = WRITERS,
) -> ReturnPlan:
    """Return the file of an article with what the choices ask for, and write nothing.

    Args:
        project: The open project.
        article: The article.
        choices: The contents of the file.
        progress: Hears how far the work is, and may stop it.
        writers: A function that loads the writer of each kind of file, by its media type.

    Raises:
        NothingToReturn: the article has no file that can be written into.
        IntakeError: the file cannot be read any more.
        Cancelled: ``progress`` asked to stop.
    """
    with project.still():
        manuscript = find_manuscript(project, article)
        found = _Gathering(project, article, choices)
        items = [*found.items()]
        text = project.articles.text(article.version.id)
        writer = writers[manuscript.original.mime]()
        content, placed = _placed(writer, manuscript, text, _apart(items), progress)
        slips = () if choices.show_confidential else _slips(project, article, text, placed)
        asked = _open_queries(project, article)
    return ReturnPlan(
        manuscript,
        choices,
        placed,
        content,
        found.left_out,
        tuple(found.confidential),
        slips,
        tuple(sorted({query.addressee for query in asked if query.addressee})),
        _unasked(asked, choices),
        found.untagged,
    )


def _open_queries(project: Project, article: Article) -> list[Query]:
    claims = [claim.id for claim in project.claims.of_article(article.id)]
    asked = project.people.queries_of_claims(claims)
    return [query for query in asked if query.status is QueryStatus.OPEN]


def _unasked(asked: Iterable[Query], choices: ReturnChoices) -> int:
    """Return how many queries are to others than the person whom a file is for."""
    if choices.kind is not ReturnKind.WRITER or choices.addressee is None:
        return 0
    return sum(query.addressee != choices.addressee for query in asked)


def write_return(project: Project, plan: ReturnPlan, target: Path) -> None:
    """Write the file of a plan to ``target``, whole or not at all.

    Raises:
        NothingToReturn: nothing of what was asked for has a place in the file.
        InvalidValue: the target has another ending than the writer's file.
        ExportFailed: the writer's own file stands there, or the file could not be written.
    """
    manuscript = plan.manuscript
    if not plan.placed:
        reason = plan.not_placed_told.rstrip(".") or "no claim is as the choices ask"
        raise NothingToReturn(manuscript.article.heading, reason)
    ending = PurePath(manuscript.proposed_name).suffix
    if target.suffix.lower() != ending.lower():
        raise InvalidValue("File", f"its name has to end in “{ending}”, as that of the writer’s")
    if _is_original(manuscript, target):
        raise ExportFailed(str(target), "it is the writer’s file as it came in")
    with no_more_open_than(project.path):
        write_whole(target, plan.content)


def _is_original(manuscript: Manuscript, target: Path) -> bool:
    """Whether a file there is the writer's, by its bytes or by its name."""
    try:
        led = target.resolve()
    except (OSError, RuntimeError):
        led = target
    own = manuscript.original.name.casefold()
    is_named = any(path.name.casefold() == own for path in (target, led))
    return (is_named and exists(target)) or holds(target, manuscript.original.data)


class _Gathering:
    """Makes items of the entries of an article, in the order of its text.

    ``confidential`` are the names met of confidential people, as they are called there, and
    ``untagged`` is how many claims have no comment as nobody tagged them.
    """

    def __init__(self, project: Project, article: Article, choices: ReturnChoices) -> None:
        self._choices = choices
        self._reported = choices.of_comments(article.id)
        self._now = project.now()
        self._desk = publisher(project).name.strip() or DESK
        self._people = project.people.code_names()
        self._taken = project.articles.file_annotations(article.id)
        self._at_work = project.checker.name if project.checker is not None else self._desk
        self._numbers = count(1)
        self.confidential: dict[str, None] = {}
        self.untagged = 0
        found = article_entry(project, article, "a1", self._reported, None)
        self._entries, self.left_out = found.claims, found.left_out
        self._answered = _answered(project, article, self._taken)
        self._to_change = found.claims
        if choices.kind is ReturnKind.WRITER:
            changes = choices.of_changes(article.id)
            self._to_change = article_entry(project, article, "a1", changes, None).claims

    def items(self) -> Iterator[ReturnItem]:
        """Yield all items by the place of their claims; those without a place come last."""
        commented = {entry.claim.id: entry for entry in self._entries}
        changed = {entry.claim.id: entry for entry in self._to_change}
        both = {**changed, **commented}
        for claim_id in sorted(both, key=lambda each: _first_place(both[each])):
            yield from self._of_claim(commented.get(claim_id))
            yield from self._of_proposal(changed.get(claim_id))

    def _of_claim(self, entry: ClaimEntry | None) -> Iterator[ReturnItem]:
        if entry is None:
            return
        if self._choices.kind is ReturnKind.EDITOR and self._is_silent(entry):
            self.untagged += 1
        elif self._choices.kind is not ReturnKind.WRITER:
            yield from self._at_places(ReturnItemKind.CLAIM, entry, self._comment(entry))
            self.confidential |= dict.fromkeys(
                piece.source.name for piece in entry.evidence if piece.source.confidential
            )
        for query in entry.queries:
            yield self._query(entry, query)
            if _is_known(query.addressee, self._people):
                self.confidential[query.addressee] = None

    def _is_silent(self, entry: ClaimEntry) -> bool:
        """Whether there is no finding to tell of a claim: nobody tagged it or reworded it."""
        is_asked_for = Standing.UNTAGGED in self._choices.standings
        is_found = entry.standing is not Standing.UNTAGGED or entry.claim.proposed_wording.strip()
        return not is_asked_for and not is_found

    def _of_proposal(self, entry: ClaimEntry | None) -> Iterator[ReturnItem]:
        if entry is None or not self._choices.with_changes or entry.claim.resolution in _KEPT:
            return
        if wording := printable(entry.claim.proposed_wording.strip()):
            items = self._at_places(ReturnItemKind.PROPOSAL, entry, ())
            narrowed = [each for item in items if (each := _narrowed(item, wording)) is not None]
            if narrowed and self._choices.kind is ReturnKind.WRITER:
                yield self._about_wording(entry)
            yield from narrowed

    def _about_wording(self, entry: ClaimEntry) -> ReturnItem:
        """Return a comment beside a change for the writer, which says no verdict."""
        item = self._item(ReturnItemKind.CLAIM, entry, entry.claim.id)
        home = _referred(HomeReferenceKind.CLAIM, entry.claim.number, entry.claim.id)
        said = (_linked(sentences.proposed(entry.claim)), (LinkedWords(_DECIDE_HERE),), home)
        return replace(item, paragraphs=said)

    def _comment(self, entry: ClaimEntry) -> tuple[tuple[LinkedWords, ...], ...]:
        claim = entry.claim
        said = [_linked(block.line) for block in as_comment(entry, self._reported)]
        return (*said, _referred(HomeReferenceKind.CLAIM, claim.number, claim.id))

    def _query(self, entry: ClaimEntry, query: QueryEntry) -> ReturnItem:
        item = self._item(ReturnItemKind.QUERY, entry, query.id)
        home = _referred(HomeReferenceKind.QUERY, next(self._numbers), query.id)
        if query.id in self._answered:
            # it is the question of a person who commented on the file, and the reply is the desk's
            whose = f"{printable(query.author)}’s" if query.author else "The"
            open_yet = LinkedWords(f"{whose} question is open: {printable(query.question)}")
            asked: tuple[tuple[LinkedWords, ...], ...] = ((open_yet,),)
            author, at = self._desk, self._now
        else:
            asked = (_linked(sentences.asked(query)), _linked((phrase(Own(query.question)),)))
            author, at = self._asker(query), query.asked_at
        return replace(
            item,
            paragraphs=(*asked, (LinkedWords(_ANSWER_HERE),), home),
            author=author,
            at=at,
            answers=self._answered.get(query.id, ""),
        )

    def _asker(self, query: QueryEntry) -> str:
        """Return the name that a query goes by: its asker's, if it was asked in the project."""
        if self._choices.author is ReturnAuthor.DESK:
            return self._desk
        return self._at_work if query.id in self._taken else query.author

    def _at_places(
        self,
        kind: ReturnItemKind,
        entry: ClaimEntry,
        paragraphs: tuple[tuple[LinkedWords, ...], ...],
    ) -> Iterator[ReturnItem]:
        """Yield an item for the claim's first place, or one for each if that is asked for."""
        item = replace(self._item(kind, entry, entry.claim.id), paragraphs=paragraphs)
        if kind is ReturnItemKind.CLAIM:
            item = replace(item, answers=self._answered.get(entry.claim.id, ""))
        if not self._choices.every_place:
            yield item
            return
        for number, place in enumerate(outermost_highlights(entry.highlights), 1):
            named = f"{item.id}-{number}" if number > 1 else item.id
            yield replace(item, id=named, places=(place.span,), quote=place.quote)
        if not entry.highlights:
            yield item

    def _item(self, kind: ReturnItemKind, entry: ClaimEntry, record_id: str) -> ReturnItem:
        shown = outermost_highlights(entry.highlights)
        signed, at = self._signed(entry)
        return ReturnItem(
            kind,
            f"{kind}-{record_id}",
            entry.claim.number,
            entry.claim.id,
            tuple(place.span for place in shown),
            shown[0].quote if shown else entry.words,
            (),
            signed,
            at,
            reason=None if shown else NotPlacedReason.NOT_IN_TEXT,
        )

    def _signed(self, entry: ClaimEntry) -> tuple[str, str]:
        """Return the name that a claim's comment goes by, and the moment of its verdict."""
        ruling, tags = entry.ruling, entry.held_tags or entry.tags
        at = max((tag.tagged_at for tag in tags), default=self._now)
        names: Sequence[str] = [*dict.fromkeys(tag.checker for tag in tags)]
        if ruling is not None and ruling.holds:
            names, at = [ruling.settled_by], ruling.settled_at
        if self._choices.author is ReturnAuthor.DESK or not names:
            return self._desk, at
        return ", ".join(names), at


def _answered(project: Project, article: Article, taken: Mapping[str, str]) -> dict[str, str]:
    """Return the comment of the writer's file that each claim and query came from, by their ids.

    ``taken`` are the annotations of the file that records were taken over from, by their ids.
    A claim that was marked by hand answers the comment that its first piece of evidence came from.
    """
    there = project.articles.annotations_of(article.version.id)
    comments = {each.id for each in there if each.kind is AnnotationKind.COMMENT}
    found = {record: named for record, named in taken.items() if named in comments}
    claims = [claim.id for claim in project.claims.of_article(article.id)] if found else []
    for piece in project.evidence.of_claims(claims):
        if piece.id in found:
            found.setdefault(piece.claim_id, found[piece.id])
    return found


def _first_place(entry: ClaimEntry) -> tuple[bool, int, int]:
    """Return where a claim is in the order of the text: by its place, or else by its number."""
    starts = [place.span.start for place in entry.highlights]
    return not starts, min(starts, default=0), entry.claim.number


def _is_known(addressee: str, people: CodeNames) -> bool:
    """Whether somebody who was asked is confidential, by name or code name."""
    return addressee in people.known.values() or people.instead_of(addressee) != addressee


def _linked(content: Iterable[Inline]) -> tuple[LinkedWords, ...]:
    """Return a sentence of a report as words of a comment."""
    found = []
    for piece in content:
        if isinstance(piece, TextRun):
            is_badge = piece.look is RunStyle.VERDICT
            # a badge has its letter and the space around it, which are for the eye alone
            said = piece.text.strip().partition(" ")[2] if is_badge else piece.text
            found.append(LinkedWords(printable(said)))
        elif isinstance(piece, LinkRun):
            found.append(LinkedWords(printable(piece.text), printable(piece.url)))
    return tuple(found)


def _referred(kind: HomeReferenceKind, number: int, record_id: str) -> tuple[LinkedWords, ...]:
    """Return the line of a comment by which an answer comes home."""
    return (LinkedWords(f"Ref. {reference_to(kind, max(number, 1), record_id)}"),)


def _narrowed(item: ReturnItem, wording: str) -> ReturnItem | None:
    """Return a proposal that changes only the words that differ; ``None`` if there are none.

    Words at both ends that stay are left alone, but where words only come in or go, a neighbour is
    among those replaced.
    """
    old, new = _WORDS.findall(item.quote), _WORDS.findall(wording)
    if item.quote.strip() == wording:
        return None
    least = min(len(old), len(new))
    first = next((i for i in range(least) if old[i] != new[i]), least)
    last = next((i for i in range(least - first) if old[-1 - i] != new[-1 - i]), least - first)
    # the words replaced, and those in their place, are some, and begin and end with a word
    while first and _is_blank(old, new, first, last):
        first -= 1
    while last and _is_blank(old, new, first, last):
        last -= 1
    while first + last < least and old[-1 - last].isspace() and old[-1 - last] == new[-1 - last]:
        last += 1
    kept, words = ("".join(each[first : len(each) - last]) for each in (old, new))
    begun = sum(map(len, old[:first]))
    places = tuple(
        Span(place.start + begun, place.start + begun + len(kept)) for place in item.places[:1]
    )
    return replace(item, places=places, quote=kept, paragraphs=((LinkedWords(words),),))


def _is_blank(old: Sequence[str], new: Sequence[str], first: int, last: int) -> bool:
    """Whether no word is left of either, without so many pieces of both ends."""
    return any(not "".join(each[first : len(each) - last]).strip() for each in (old, new))


def _apart(items: Iterable[ReturnItem]) -> list[ReturnItem]:
    """Return the items, of which no two proposals are for the same words."""
    found: list[ReturnItem] = []
    taken: list[Span] = []
    for item in items:
        if item.kind is not ReturnItemKind.PROPOSAL or item.reason is not None:
            found.append(item)
            continue
        place = item.places[0]
        if any(place.start < other.end and other.start < place.end for other in taken):
            found.append(replace(item, reason=NotPlacedReason.OVERLAPPING))
        else:
            taken.append(place)
            found.append(item)
    return found


def _placed(
    writer: ManuscriptWriter,
    manuscript: Manuscript,
    text: str,
    items: Sequence[ReturnItem],
    progress: Progress,
) -> tuple[bytes, tuple[ReturnItem, ...]]:
    """Return the file with the items in it, and the items as they found their places or did not."""
    for left in reversed(range(_TRIES)):
        there = [item for item in items if item.reason is None]
        is_change = ReturnItemKind.PROPOSAL
        comments = [item.as_comment for item in there if item.kind is not is_change]
        changes = [item.as_change for item in there if item.kind is is_change]
        returned = writer(manuscript.original, text, comments, changes, progress)
        lost = {each.id: each.reason for each in returned.not_placed}
        movable = {item.id for item in there if item.id in lost and len(item.places) > 1}
        if not (left and movable):
            break
        items = [_moved_on(item, text) if item.id in movable else item for item in items]
    return returned.content, tuple(
        replace(item, reason=lost.get(item.id, item.reason)) for item in items
    )


def _moved_on(item: ReturnItem, text: str) -> ReturnItem:
    """Return an item at the next place of its claim."""
    return replace(item, places=item.places[1:], quote=item.places[1].of(text))


def _slips(
    project: Project, article: Article, text: str, items: Iterable[ReturnItem]
) -> tuple[Disclosure, ...]:
    """Return the names of confidential people in all words that leave with the file."""
    heading, place = article.heading, ChangePlace(article.id)

    def passages() -> Iterator[LeavingPassage]:
        yield LeavingPassage(text, "the text", heading, None, place)
        for item in items:
            where = ChangePlace(article.id, item.claim_id)
            for words in (item.words, item.author):
                yield LeavingPassage(words, _FIELDS[item.kind], heading, item.number, where)

    return tuple(dict.fromkeys(secret_names(project).slips(passages())))
