"""The claims of an article by now, and the news of an annotation for them."""

from dataclasses import dataclass, field

from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.evidence.model import SourceDetails
from annotator.exchange.service.plan import ImportNews, ImportTarget, MappedContent
from annotator.kernel.positions import Span
from annotator.project import Project

_Spans = tuple[Span, ...]


@dataclass(slots=True)
class ExistingClaim:
    """A claim with its tags, notes and comments, as it is in the project or would be by now.

    ``id`` and ``number`` are empty for a claim that comes in. ``tags`` are by checker: verdict,
    reason and conclusion. Notes and comments go with their author.
    """

    id: str = ""
    number: int = 0
    statement: str = ""
    is_marked: bool = True
    tags: dict[str, tuple[Verdict, DisputeReason | None, str]] = field(default_factory=dict)
    notes: set[tuple[str, str]] = field(default_factory=set)
    comments: set[tuple[str, str]] = field(default_factory=set)
    links: set[str] = field(default_factory=set)


class ExistingClaims:
    """The claims of an article by their places, as the import finds and leaves them."""

    def __init__(self, project: Project, target: ImportTarget) -> None:
        self._project = project
        self._ids: dict[_Spans, tuple[str, int, str]] = {}
        self._standing: dict[_Spans, ExistingClaim] = {}
        if target.article is not None:
            self._read(target.article.id, target.article.version.id)

    def at(self, spans: _Spans) -> ExistingClaim:
        """Return the claim that stands on just the spans, or a claim that would be made there."""
        if spans not in self._standing:
            self._standing[spans] = self._found(spans)
        return self._standing[spans]

    def _read(self, article_id: str, version_id: str) -> None:
        places: dict[str, list[Span]] = {}
        for highlight in self._project.highlights.of_version(version_id):
            places.setdefault(highlight.claim_id, []).append(highlight.span)
        for claim in self._project.claims.of_article(article_id):
            spans = tuple(sorted(set(places.get(claim.id, ()))))
            # of several claims on the same words it is the one with the lowest number
            if spans:
                self._ids.setdefault(spans, (claim.id, claim.number, claim.statement))

    def _found(self, spans: _Spans) -> ExistingClaim:
        if spans not in self._ids:
            return ExistingClaim(is_marked=False)
        project, (claim_id, number, statement) = self._project, self._ids[spans]
        tags = project.tags.of_claims([claim_id])
        evidence = project.evidence.of_claims([claim_id])
        return ExistingClaim(
            claim_id,
            number,
            statement,
            tags={tag.checker: (tag.verdict, tag.reason, tag.conclusion) for tag in tags},
            notes={(note.author, note.body) for note in project.people.notes(claim_id)},
            comments={(c.author, c.body) for c in project.comments.of_claim(claim_id)},
            links={link for piece in evidence for link in _addresses(piece.source.details)},
        )


def _addresses(source: SourceDetails) -> tuple[str, str]:
    """By which a link leads to a source: its own, and that of its archived copy."""
    return source.url, source.archive_url


def differing_tag(said: MappedContent, claim: ExistingClaim) -> str:
    """Return the author's former tag on the claim in words, if it differs."""
    tag = claim.tags.get(said.author)
    if tag is None or said.verdict is None or _agree(said, tag):
        return ""
    verdict, reason, _ = tag
    return f"{verdict} ({reason})" if reason else verdict.value


def news_of(said: MappedContent, claim: ExistingClaim) -> ImportNews:
    """Return the news of an annotation, which from now on is taken to be there."""
    tag, kept = claim.tags.get(said.author), [*said.kept]
    statement = _statement(said, claim)
    if said.statement and said.statement != claim.statement and not statement:
        kept.append(f"In other words: {said.statement}")
    tags = said.verdict is not None and tag is None
    concluded = tags or (tag is not None and said.verdict is not None and tag[2] == said.comment)
    note = "\n".join([said.comment, *kept] if said.comment and not concluded else kept)
    news = ImportNews(
        claim=not claim.is_marked,
        statement=statement,
        verdict=said.verdict if tags else None,
        conclusion=said.comment if tags else "",
        note=note if (said.author, note) not in claim.notes else "",
        links=tuple(link for link in said.links if link not in claim.links),
    )
    _take_in(said, news, claim)
    return news


def answer_of(said: MappedContent, label: str) -> str:
    """Return the words of an answer to an annotation, for a comment on its claim."""
    words = [said.comment, said.statement, *said.kept, *said.links]
    if said.verdict is not None:
        words.append(f"Label: {label}")
    return "\n".join(dict.fromkeys(line for line in words if line))


def news_of_answer(author: str, body: str, claim: ExistingClaim) -> ImportNews:
    """Whether a comment is new on its claim, where it is taken to be from now on."""
    if (author, body) in claim.comments:
        return ImportNews()
    claim.comments.add((author, body))
    return ImportNews(comment=body)


def _statement(said: MappedContent, claim: ExistingClaim) -> str:
    """The statement that a claim gets which is not in the project yet, and has none."""
    return "" if claim.id or claim.statement else said.statement


def _take_in(said: MappedContent, news: ImportNews, claim: ExistingClaim) -> None:
    claim.is_marked = True
    claim.statement = news.statement or claim.statement
    if news.verdict is not None:
        claim.tags[said.author] = news.verdict, said.reason, news.conclusion
    if news.note:
        claim.notes.add((said.author, news.note))
    claim.links.update(news.links)


def _agree(said: MappedContent, tag: tuple[Verdict, DisputeReason | None, str]) -> bool:
    # where the file leaves the reason open, any that was given since will do
    return said.verdict is tag[0] and (said.reason_open or said.reason is tag[1])
