"""The acts on the places of claims: move, add and remove places, split and join claims.

Every act is one change. It raises ``NotFound`` when its claim or place is gone by now,
``OlderVersion`` when the place does not stand in the newest version, and ``ProjectError`` when the
file cannot be written; then the project is unchanged.
"""

from collections.abc import Iterable

from annotator.articles.model import Version
from annotator.claims.fields import CLAIM_FIELDS, Claim
from annotator.claims.geometry import around, occurrences, split_spans
from annotator.claims.highlights import Anchor, Highlight, anchor_for
from annotator.kernel.changes import ChangePlace, Outcome
from annotator.kernel.errors import InvalidValue, OlderVersion
from annotator.kernel.positions import Span
from annotator.kernel.wording import count_of
from annotator.project import Project, UnitOfWork


def move_place(project: Project, place: Highlight, span: Span) -> Outcome:
    """Let a place of a claim stand on another stretch of its version; raises BadSpan.

    Moved onto another place of the claim, the two become that one.
    """
    with project.change_on(place.claim_id, "Move a highlight of claim {}") as (change, claim):
        project.highlights.get(place.id)
        check_newest(project, claim.article_id, place.version_id)
        anchor = _anchor(project, place.version_id, span)
        others = [h for h in _places(project, claim, place.version_id) if h.id != place.id]
        if any(other.span == anchor.span for other in others):
            change.highlights.remove(place.id)
        else:
            change.highlights.set(place.id, anchor)
    return change.outcome


def add_places(project: Project, claim: Claim, version: Version, spans: Iterable[Span]) -> Outcome:
    """Add places of a version to a claim; a place that the claim has already is not added again.

    Raises:
        BadSpan: a span is no stretch of the text, and none was added.
    """
    with project.change_on(claim.id, "Add a passage to claim {}") as (change, current):
        check_newest(project, claim.article_id, version.id)
        text = project.articles.text(version.id)
        standing = {h.span for h in _places(project, claim, version.id)}
        new = {a.span: a for a in (anchor_for(text, span) for span in spans)}
        added = [anchor for span, anchor in sorted(new.items()) if span not in standing]
        for anchor in added:
            change.highlights.add(claim.id, version.id, anchor)
        if len(added) > 1:
            label = f"Add {count_of(len(added), 'passage')} to claim {current.number}"
            change.describe(label)
    return change.outcome


def same_words(project: Project, place: Highlight) -> list[Span]:
    """Where else in its version the words of a place stand, clear of its claim's places.

    It reads the whole text; that of a long article takes a while.
    """
    text = project.articles.text(place.version_id)
    taken = [
        h.span
        for h in project.highlights.of_claim(place.claim_id)
        if h.version_id == place.version_id
    ]
    return occurrences(text, place.quote, taken)


def remove_place(project: Project, place: Highlight) -> Outcome:
    """Remove one of several places of a claim.

    Raises:
        InvalidValue: it is the only place; then the claim itself has to be removed.
    """
    with project.change_on(place.claim_id, "Remove a passage of claim {}") as (change, claim):
        project.highlights.get(place.id)
        check_newest(project, claim.article_id, place.version_id)
        if len(_places(project, claim, place.version_id)) < 2:
            raise InvalidValue(
                f"Claim {claim.number}", "it stands nowhere else. Remove the claim instead"
            )
        change.highlights.remove(place.id)
    return change.outcome


def split(project: Project, place: Highlight, part: Span) -> Outcome:
    """Make part of a claim's place a claim of its own; the claim keeps the rest of it.

    The new claim has only the speaker and the date of the first: tags, evidence and notes stay with
    the first. Of a claim with several places, a whole place may be split off.

    Raises:
        BadSpan, InvalidValue: ``part`` is no part of the place, or no words would be left.
    """
    with project.change_on(place.claim_id, "Split claim {}") as (change, claim):
        check_newest(project, claim.article_id, place.version_id)
        text = project.articles.text(place.version_id)
        span = project.highlights.get(place.id).span
        part = anchor_for(text, part).span
        rest = around(text, span, part)
        if part.start < span.start or part.end > span.end:
            raise InvalidValue(_where(claim), "choose a part that lies within one highlight of it")
        if not rest and len(_places(project, claim, place.version_id)) < 2:
            raise InvalidValue(_where(claim), "choose a part of the highlight, so that words stay")
        new = _copy_of(project, change, claim)
        _part_with(project, change, place, (new, part), rest)
    return change.outcome


def split_at(project: Project, place: Highlight, position: int) -> Outcome:
    """Make the words after a position in a claim's place a claim of their own, in whole words.

    Args:
        project: The open project.
        place: The place of the claim.
        position: Where to split, in code points of the place's version.

    Raises:
        InvalidValue: the place has no words on one side of the position.
    """
    text = project.articles.text(place.version_id)
    parts = split_spans(text, place.span, position)
    if parts is None:
        number = project.claims.get(place.claim_id).number
        raise InvalidValue(
            f"Split claim {number}",
            "put the caret between two words of its highlight, or select a part of it",
        )
    return split(project, place, parts[1])


def join(project: Project, kept: Claim, other: Claim) -> Outcome:
    """Join two claims of an article: the elder, by its number, takes over all that both have.

    It keeps its answers and fills its gaps with those of the other, of which a search for the
    number leads to it from then on. Of two judgements of the same checker the newer stays. An
    answer for which there is no room becomes a note.

    Raises:
        InvalidValue: both are the same claim or of different articles, or the join needs a note
            and no checker is at work.
    """
    with project.change_on(kept.id, "Join a claim to claim {}") as (change, _):
        stays = join_within(project, change, kept.id, other.id)
        numbers = {c.id: c.number for c in (kept, other)}
        gone = numbers[other.id if stays == kept.id else kept.id]
        place = ChangePlace(kept.article_id, stays)
        change.describe(f"Join claim {gone} to claim {numbers[stays]}", place)
    return change.outcome


def join_within(project: Project, change: UnitOfWork, kept: str, gone: str) -> str:
    """Join two claims of an article as part of a change, and return the id of the elder.

    The elder stays, whichever of the two is named as ``kept``. Many pairs may be joined in one
    change, and in the change of a merge, of which other files hear then, too.

    Args:
        project: The open project.
        change: The change under way.
        kept: The id of a claim.
        gone: The id of another claim of the same article.

    Raises:
        InvalidValue: both are the same claim or of different articles, or the join needs a note
            and no checker is at work.
        NotFound: one of the claims is gone.
    """
    one, other = project.claims.get(kept), project.claims.get(gone)
    if one.id == other.id or one.article_id != other.article_id:
        raise InvalidValue("Join claims", "choose another claim of the same article")
    return change.joins.join([(other.id, one.id)], "claim")[other.id, one.id]


def check_newest(project: Project, article_id: str, version_id: str) -> None:
    """See that a version is the newest of its article: in no other is anything marked or moved.

    Raises:
        OlderVersion: it is not.
    """
    if project.articles.get(article_id).version.id != version_id:
        raise OlderVersion(project.articles.version(version_id).number)


def _where(claim: Claim) -> str:
    return f"Split claim {claim.number}"


def _copy_of(project: Project, change: UnitOfWork, claim: Claim) -> str:
    new = change.claims.add(claim.article_id, project.now())
    said = {name: getattr(claim, name) for name, f in CLAIM_FIELDS.items() if f.is_split_off}
    change.claims.set(new, said)
    return new


def _part_with(
    project: Project,
    change: UnitOfWork,
    place: Highlight,
    gone: tuple[str, Span],
    rest: list[Span],
) -> None:
    """Give part of a place to the claim it has ``gone`` to; the place stands on the rest."""
    (new, part), version_id = gone, place.version_id
    if not rest:
        change.highlights.set_claim(place.id, new)
        return
    change.highlights.add(new, version_id, _anchor(project, version_id, part))
    change.highlights.set(place.id, _anchor(project, version_id, rest[0]))
    for span in rest[1:]:
        change.highlights.add(place.claim_id, version_id, _anchor(project, version_id, span))


def _places(project: Project, claim: Claim, version_id: str) -> list[Highlight]:
    return [h for h in project.highlights.of_claim(claim.id) if h.version_id == version_id]


def _anchor(project: Project, version_id: str, span: Span) -> Anchor:
    return anchor_for(project.articles.text(version_id), span)
