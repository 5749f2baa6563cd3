"""The acts that mark claims in the text and tag them: each act is one change.

Every act raises ``NotFound`` when its claim or article is gone by now, and ``ProjectError`` when
the file cannot be written; then the project is unchanged.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.highlights import anchor_for
from annotator.claims.model import status_after_tagging
from annotator.claims.service.places import check_newest
from annotator.claims.verdicts import DisputeReason, Tag, Verdict, check_reason
from annotator.kernel.canonical_text import check_usable
from annotator.kernel.changes import ChangePlace, Outcome
from annotator.kernel.errors import InvalidValue
from annotator.kernel.positions import Span
from annotator.people.model import Note
from annotator.project import Project, UnitOfWork


def mark(project: Project, article: Article, span: Span) -> Outcome:
    """Make the span a claim, or find the claim that stands on just this span.

    The claim's id is the place of the change.

    Raises:
        BadSpan: the article's text has no stretch like the span.
        OlderVersion: the article has a newer version by now.
    """
    with project.change("Mark a claim") as change:
        claim = _claim_at(project, change, article, span)
        change.describe(f"Mark claim {claim.number}", ChangePlace(article.id, claim.id))
    return change.outcome


def tag(
    project: Project,
    claim_ids: Sequence[str],
    verdict: Verdict,
    reason: DisputeReason | None = None,
) -> Outcome:
    """Set the verdict of the checker at work on claims of an article; conclusions stay.

    Raises:
        MissingReason: the verdict is disputed, and no reason is given.
        InvalidValue: no checker is at work.
        NotFound: the only claim is gone; of several, a claim that is gone is left out.
    """
    who, reason = project.author, check_reason(verdict, reason)
    label, of_many = f"Tag claim {{}} {verdict.value}", f"Tag {{}} {verdict.value}"
    with project.change_on_claims(claim_ids, label, of_many) as (change, found):
        tags = project.tags.of_claims([claim.id for claim in found])
        before = {tag.claim_id: tag for tag in tags if tag.checker_id == who.id}
        version = project.articles.get(found[0].article_id).version.id if found else ""
        places = project.highlights.places([claim.id for claim in found])
        at = project.now()
        for claim in found:
            own, given_on = before.get(claim.id), places.get(claim.id, ())
            words = (own.conclusion, own.search_note) if own else ("", "")
            new = Tag("", claim.id, who.id, who.name, version, verdict, reason, *words, at)
            change.tags.set(replace(new, given_on=given_on))
            _set_status(change, claim, tags_left=1)
    return change.outcome


def tag_within(
    project: Project,
    change: UnitOfWork,
    claim: Claim,
    verdict: Verdict,
    reason: DisputeReason | None,
    conclusion: str = "",
) -> None:
    """Tag a claim as part of a change; ``conclusion`` is kept where the tag has none yet.

    Raises:
        MissingReason, InvalidValue: as ``tag``.
    """
    before, search_note = _words(project, claim.id)
    _tag(project, change, claim, (verdict, reason), (before or conclusion, search_note))


def tag_span(
    project: Project,
    article: Article,
    span: Span,
    verdict: Verdict,
    reason: DisputeReason | None = None,
    conclusion: str | None = None,
) -> Outcome:
    """Mark a span, if it is not marked, and tag its claim: one change.

    Raises:
        BadSpan, MissingReason, InvalidValue: and the project is unchanged.
    """
    with project.change(f"Tag a claim {verdict.value}") as change:
        claim = _claim_at(project, change, article, span)
        before, search_note = _words(project, claim.id)
        words = check_usable(conclusion or "") or before, search_note
        _tag(project, change, claim, (verdict, reason), words)
        label = f"Tag claim {claim.number} {verdict.value}"
        change.describe(label, ChangePlace(article.id, claim.id))
    return change.outcome


def conclude(
    project: Project,
    claim: Claim,
    conclusion: str | None = None,
    search_note: str | None = None,
    *,
    typing: str = "",
) -> Outcome:
    """Set the conclusion or the search note of the checker's own tag; without a tag, do nothing.

    A parameter that is ``None`` leaves its words as they are. The claim's status and the version of
    the tag stay.

    Raises:
        UnusableCharacters: the typed words cannot be kept.
    """
    for words in (conclusion, search_note):
        check_usable(words or "")
    what = "Search note" if conclusion is None else "Conclusion"
    with project.change_on(claim.id, f"{what} on claim {{}}", typing=typing) as (change, _):
        own = _own_tag(project, claim.id)
        if own is not None:
            said = own.conclusion if conclusion is None else conclusion
            searched = own.search_note if search_note is None else search_note
            change.tags.set(
                replace(own, conclusion=said, search_note=searched, tagged_at=project.now())
            )
    return change.outcome


def confirm(project: Project, claim: Claim) -> Outcome:
    """Give the checker's own verdict again, on the newest version; without a tag, change no row."""
    with project.change_on(claim.id, "Confirm the tag on claim {}") as (change, current):
        own = _own_tag(project, claim.id)
        if own is not None:
            words = own.conclusion, own.search_note
            _tag(project, change, current, (own.verdict, own.reason), words)
    return change.outcome


def untag(project: Project, claim_ids: Sequence[str]) -> Outcome:
    """Remove the tags of the checker at work from claims; a claim without a tag stays as it is.

    Raises:
        InvalidValue: no checker is at work.
        NotFound: as ``tag``.
    """
    who = project.author
    label, of_many = "Clear the verdict of claim {}", "Clear the verdicts of {}"
    with project.change_on_claims(claim_ids, label, of_many) as (change, found):
        tags = project.tags.of_claims([claim.id for claim in found])
        own = {tag.claim_id for tag in tags if tag.checker_id == who.id}
        others = Counter(tag.claim_id for tag in tags if tag.checker_id != who.id)
        for claim in found:
            if claim.id in own:
                change.tags.remove(claim.id, who.id)
                _set_status(change, claim, tags_left=others[claim.id])
    return change.outcome


def remove(project: Project, claim_ids: Sequence[str]) -> Outcome:
    """Remove claims with their highlights, tags, evidence and notes; undo brings all back.

    Raises:
        NotFound: as ``tag``.
    """
    with project.change_on_claims(claim_ids, "Remove claim {}", "Remove {}") as (change, found):
        for claim in found:
            change.claims.remove(claim.id)
    return change.outcome


def note(project: Project, claim: Claim, body: str) -> Outcome:
    """Add a note to a claim; raises InvalidValue when no checker is at work."""
    who = project.author
    check_usable(body)
    with project.change_on(claim.id, "Note on claim {}") as (change, _):
        change.notes.add(claim.id, who.id, body, project.now())
    return change.outcome


def edit_note(project: Project, note: Note, body: str, *, typing: str = "") -> Outcome:
    """Set the words of the checker's own note.

    Raises:
        InvalidValue: the note is another checker's.
        NotFound: the note is gone.
    """
    check_usable(body)
    with project.change_on(note.claim_id, "Edit a note on claim {}", typing=typing) as (
        change,
        _,
    ):
        if project.people.note(note.id).author != project.author.name:
            raise InvalidValue("Note", "only its author can edit it; write one of your own")
        change.notes.set(note.id, body)
    return change.outcome


def remove_note(project: Project, claim: Claim, note_id: str) -> Outcome:
    """Take a note away."""
    with project.change_on(claim.id, "Remove a note on claim {}") as (change, _):
        change.notes.remove(note_id)
    return change.outcome


def _claim_at(project: Project, change: UnitOfWork, article: Article, span: Span) -> Claim:
    version = article.version
    check_newest(project, article.id, version.id)
    anchor = anchor_for(project.articles.text(version.id), span)
    found = project.highlights.exactly_at(version.id, anchor.span)
    if found is None:
        found = change.claims.add(article.id, project.now())
        change.highlights.add(found, version.id, anchor)
    return project.claims.get(found)


def _own_tag(project: Project, claim_id: str) -> Tag | None:
    who = project.author
    return next((t for t in project.tags.of_claims([claim_id]) if t.checker_id == who.id), None)


def _words(project: Project, claim_id: str) -> tuple[str, str]:
    """The conclusion and the search note of one's own tag, empty where there is none."""
    own = _own_tag(project, claim_id)
    return (own.conclusion, own.search_note) if own else ("", "")


def _tag(
    project: Project,
    change: UnitOfWork,
    claim: Claim,
    verdict: tuple[Verdict, DisputeReason | None],
    words: tuple[str, str],
) -> None:
    who = project.author
    version = project.articles.get(claim.article_id).version
    reason = check_reason(*verdict)
    change.tags.set(
        Tag("", claim.id, who.id, who.name, version.id, verdict[0], reason, *words, project.now())
    )
    _set_status(change, claim, tags_left=1)


def _set_status(change: UnitOfWork, claim: Claim, *, tags_left: int) -> None:
    # the claim may count as open while its row says that it is checked
    status = status_after_tagging(claim.status, tags_left=tags_left)
    change.claims.set(claim.id, {"status": status})
