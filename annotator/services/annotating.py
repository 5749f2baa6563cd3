"""Marking claims in the text and tagging them: each act is one change.

Every act raises ``ProjectError`` when the file cannot be written, and then nothing was changed.
"""

from annotator.domain.articles import Article, Version
from annotator.domain.changes import Outcome, Place
from annotator.domain.claims import Claim, status_after_tagging
from annotator.domain.highlights import anchor_for
from annotator.domain.positions import Span
from annotator.domain.text import check_usable
from annotator.domain.verdicts import DisputeReason, Tag, Verdict, check_reason
from annotator.services.project import Project
from annotator.store import claims, highlights, people, tags
from annotator.store.changes import OpenChange


def mark(project: Project, article: Article, span: Span) -> Outcome:
    """Make the span a claim, or find the claim that stands on just this span.

    The claim's id is the place of the change.

    Raises:
        BadSpan: there is no such stretch in the article's text.
    """
    with project.change("Mark a claim") as under_way:
        claim = _claim_at(project, under_way, article, span)
        under_way.describe(f"Mark claim {claim.number}", Place(article.id, claim.id))
    return under_way.outcome


def add_place(project: Project, claim: Claim, version: Version, span: Span) -> Outcome:
    """Let a claim stand in one more place of a version; raises BadSpan."""
    anchor = anchor_for(project.articles.text(version.id), span)
    with project.change(f"Add a place to claim {claim.number}") as under_way:
        highlights.add(under_way.writer, claim.id, version.id, anchor)
        under_way.describe(under_way.change.label, Place(claim.article_id, claim.id))
    return under_way.outcome


def tag(
    project: Project, claim: Claim, verdict: Verdict, reason: DisputeReason | None = None
) -> Outcome:
    """Set the verdict of the checker at work on a claim; their conclusion stays as it is.

    Raises:
        MissingReason: disputed without saying how.
        InvalidValue: nobody has said who is working.
    """
    before = _own_tag(project, claim.id)
    conclusion, search_note = (before.conclusion, before.search_note) if before else ("", "")
    with project.change(f"Tag claim {claim.number} {verdict.value}") as under_way:
        _tag(project, under_way, claim, (verdict, reason), (conclusion, search_note))
    return under_way.outcome


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
        BadSpan, MissingReason, InvalidValue: and nothing was changed.
    """
    with project.change(f"Tag a claim {verdict.value}") as under_way:
        claim = _claim_at(project, under_way, article, span)
        before = _own_tag(project, claim.id)
        words = check_usable(conclusion or "") or (before.conclusion if before else "")
        note = before.search_note if before else ""
        under_way.describe(f"Tag claim {claim.number} {verdict.value}", Place())
        _tag(project, under_way, claim, (verdict, reason), (words, note))
    return under_way.outcome


def conclude(project: Project, claim: Claim, conclusion: str, search_note: str) -> Outcome:
    """Set the conclusion and the search note of one's own tag, which must be there.

    Raises:
        UnusableCharacters: what was typed cannot be kept.
    """
    before = _own_tag(project, claim.id)
    if before is None:
        return _nothing(project, claim)
    check_usable(conclusion), check_usable(search_note)
    with project.change(f"Conclusion on claim {claim.number}") as under_way:
        _tag(project, under_way, claim, (before.verdict, before.reason), (conclusion, search_note))
    return under_way.outcome


def untag(project: Project, claim: Claim) -> Outcome:
    """Take one's own tag off a claim."""
    who = project.author
    with project.change(f"Take the tag off claim {claim.number}") as under_way:
        tags.remove(under_way.writer, claim.id, who.id)
        left = len(project.tags.of_claims([claim.id]))
        _set_status(under_way, claim, tags_left=left)
        under_way.describe(under_way.change.label, Place(claim.article_id, claim.id))
    return under_way.outcome


def state(project: Project, claim: Claim, statement: str) -> Outcome:
    """Say in one's own words what is claimed."""
    with project.change(f"Statement of claim {claim.number}") as under_way:
        claims.set_fields(under_way.writer, claim.id, {"statement": check_usable(statement)})
        under_way.describe(under_way.change.label, Place(claim.article_id, claim.id))
    return under_way.outcome


def remove(project: Project, claim: Claim) -> Outcome:
    """Take a claim away with its highlights, tags, evidence and notes; undo brings all back."""
    with project.change(f"Remove claim {claim.number}") as under_way:
        claims.remove(under_way.writer, claim.id)
        under_way.describe(under_way.change.label, Place(claim.article_id, claim.id))
    return under_way.outcome


def note(project: Project, claim: Claim, body: str) -> Outcome:
    """Note something on a claim; raises InvalidValue when nobody has said who is working."""
    who = project.author
    with project.change(f"Note on claim {claim.number}") as under_way:
        people.add_note(under_way.writer, claim.id, who.id, check_usable(body), project.now())
        under_way.describe(under_way.change.label, Place(claim.article_id, claim.id))
    return under_way.outcome


def remove_note(project: Project, claim: Claim, note_id: str) -> Outcome:
    """Take a note away."""
    with project.change(f"Remove a note on claim {claim.number}") as under_way:
        people.remove_note(under_way.writer, note_id)
        under_way.describe(under_way.change.label, Place(claim.article_id, claim.id))
    return under_way.outcome


def _claim_at(project: Project, under_way: OpenChange, article: Article, span: Span) -> Claim:
    anchor = anchor_for(project.articles.text(article.version.id), span)
    found = project.highlights.exactly_at(article.version.id, anchor.span)
    if found is None:
        found, _ = claims.add(under_way.writer, article.id, project.now())
        highlights.add(under_way.writer, found, article.version.id, anchor)
    return project.claims.get(found)


def _own_tag(project: Project, claim_id: str) -> Tag | None:
    who = project.author
    return next((t for t in project.tags.of_claims([claim_id]) if t.checker_id == who.id), None)


def _tag(
    project: Project,
    under_way: OpenChange,
    claim: Claim,
    verdict: tuple[Verdict, DisputeReason | None],
    words: tuple[str, str],
) -> None:
    who, writer = project.author, under_way.writer
    version = project.articles.get(claim.article_id).version
    reason = check_reason(*verdict)
    tags.put(
        writer,
        Tag("", claim.id, who.id, who.name, version.id, verdict[0], reason, *words, project.now()),
    )
    _set_status(under_way, claim, tags_left=1)
    under_way.describe(under_way.change.label, Place(claim.article_id, claim.id))


def _set_status(under_way: OpenChange, claim: Claim, *, tags_left: int) -> None:
    status = status_after_tagging(claim.status, tags_left=tags_left)
    if status is not claim.status:
        claims.set_fields(under_way.writer, claim.id, {"status": status.value})


def _nothing(project: Project, claim: Claim) -> Outcome:
    with project.change(f"Conclusion on claim {claim.number}") as under_way:
        under_way.describe(under_way.change.label, Place(claim.article_id, claim.id))
    return under_way.outcome
