"""The rows that other programs' annotations become: articles, claims, tags, notes, evidence."""

from dataclasses import replace

from annotator.claims.fields import Claim
from annotator.claims.highlights import anchor
from annotator.claims.model import status_after_tagging
from annotator.claims.verdicts import Tag
from annotator.evidence.model import EvidenceDetails, SourceDetails, SourceType, Stance
from annotator.exchange.model import ImportedEvidence
from annotator.exchange.service.plan import ImportItem, ImportTarget
from annotator.kernel.positions import Span
from annotator.kernel.text_folding import spell_name
from annotator.people.model import Checker
from annotator.project import Project, UnitOfWork
from annotator.schema.kinds import LARGEST

ClaimKey = tuple[str, tuple[Span, ...]]
"""The target of an annotation and its words, which make a claim."""


def key_of(item: ImportItem) -> ClaimKey:
    """Return the key of the claim that an annotation comes to."""
    return item.target.key, item.spans


def source_of(piece: ImportedEvidence) -> SourceDetails:
    """Return the source that a piece of evidence of a table names."""
    said = piece.reference
    title = said.name if said.name != said.url else ""
    return SourceDetails(
        title,
        said.type,
        author=piece.author,
        publisher=said.publisher,
        published=said.published,
        url=said.url,
    )


class ImportWriter:
    """Writes articles and annotations, each claim, person and source once."""

    def __init__(self, project: Project, change: UnitOfWork, who: Checker) -> None:
        self._project = project
        self._change = change
        self._at = change.record.at
        self._articles: dict[str, tuple[str, str]] = {}
        self._numbers: dict[str, int] = {}
        self._claims: dict[ClaimKey, str] = {}
        self._people = {"": who.id}
        self._sources: dict[str | SourceDetails, str] | None = None
        self.first_article = ""

    def article(self, target: ImportTarget) -> None:
        """Add an article that comes in with the file."""
        if target.draft is not None:
            article_id = self._change.articles.add(target.draft, self._at)
            version = self._project.articles.get(article_id).version
            self._articles[target.key] = article_id, version.id
            self.first_article = self.first_article or article_id

    def arrival(self, arrival: ImportItem) -> None:
        """Write the news of an annotation."""
        article_id, version_id = self._article(arrival.target)
        self.first_article = self.first_article or article_id
        claim = self._claim(arrival, article_id, version_id)
        who, news = self.person(arrival.said.author), arrival.news
        at = arrival.said.at or self._at
        self._tag(arrival, claim, who, version_id)
        if news.note:
            self._change.notes.add(claim, who, news.note, at)
        if news.comment:
            self._change.comments.add(claim, who, news.comment, at)
        for link in news.links:
            details = EvidenceDetails(Stance.CONTEXT)
            self._change.evidence.add(claim, self._source(link), details, self._at)
        for piece in news.evidence:
            said = piece.reference
            details = EvidenceDetails(
                piece.stance, said.locator, said.quotation, piece.accessed_on, piece.note
            )
            self._change.evidence.add(claim, self._named_source(piece), details, self._at)

    def claim_of(self, arrival: ImportItem) -> str:
        """Return the id of the claim that an annotation which was written came to."""
        return self._claims[key_of(arrival)]

    def new_claim(
        self,
        article_id: str,
        version_id: str,
        spans: tuple[Span, ...],
        *,
        file_annotation: str = "",
    ) -> str:
        """Add a claim on words of a text, under the next number, and return its id.

        ``file_annotation`` is the id in its file of the annotation from which it was taken over.
        """
        if self._numbers.get(article_id, LARGEST + 1) > LARGEST:
            self._numbers[article_id] = self._change.claims.next_number(article_id)
        number = self._numbers[article_id]
        self._numbers[article_id] += 1
        claim_id = self._change.claims.add(
            article_id, self._at, number, file_annotation=file_annotation
        )
        text = self._project.articles.text(version_id)
        for span in spans:
            self._change.highlights.add(claim_id, version_id, anchor(text, span))
        return claim_id

    def person(self, name: str) -> str:
        """Return the id of the checker of a name, who is added if the project has none."""
        if name not in self._people:
            known = self._project.people.named(name)
            if known and known.name != name and spell_name(known.name) == spell_name(name):
                known = None  # in other capitals it is another person, unless one says otherwise
            self._people[name] = known.id if known else self._change.checkers.add(name)
        return self._people[name]

    # inner workings

    def _article(self, target: ImportTarget) -> tuple[str, str]:
        if target.article is not None:
            return target.article.id, target.article.version.id
        return self._articles[target.key]

    def _claim(self, arrival: ImportItem, article_id: str, version_id: str) -> str:
        """The claim of an annotation, made if it is not there; checked if it is tagged."""
        key = key_of(arrival)
        fields: dict[str, object] = {}
        if arrival.news.statement:
            fields["statement"] = arrival.news.statement
        if arrival.claim_id:
            self._claims[key] = arrival.claim_id
        elif key not in self._claims:
            self._claims[key] = self.new_claim(article_id, version_id, arrival.spans)
        claim_id = self._claims[key]
        if arrival.news.verdict is not None:
            claim: Claim = self._project.claims.get(claim_id)
            fields["status"] = status_after_tagging(claim.status, tags_left=1)
        if fields:
            self._change.claims.set(claim_id, fields)
        return claim_id

    def _tag(self, arrival: ImportItem, claim_id: str, checker_id: str, version_id: str) -> None:
        verdict, said = arrival.news.verdict, arrival.said
        if verdict is not None:
            words = arrival.news.conclusion, ""
            at = said.at or self._at
            reason = said.reason
            tag = Tag(
                "", claim_id, checker_id, said.author, version_id, verdict, reason, *words, at
            )
            self._change.tags.set(replace(tag, given_on=arrival.judged))

    def _source(self, url: str) -> str:
        title = url.partition("://")[2].rstrip("/")
        return self._source_like(SourceDetails(title or url, SourceType.WEB, url=url))

    def _named_source(self, piece: ImportedEvidence) -> str:
        return self._source_like(source_of(piece).checked())

    def _source_like(self, details: SourceDetails) -> str:
        """Return the source at this address, or with equal details and none, or a new source."""
        if self._sources is None:
            known = self._project.evidence.sources(limit=-1)
            self._sources = {s.details.url or s.details: s.id for s in reversed(known)}
        key = details.url or details
        if key not in self._sources:
            self._sources[key] = self._change.sources.add(details)
        return self._sources[key]
