"""Writing what an import brings, row by row, within its one change."""

from annotator.claims.highlights import anchor
from annotator.claims.model import Claim, status_after_tagging
from annotator.claims.verdicts import Tag
from annotator.evidence.model import EvidenceDetails, SourceDetails, SourceType, Stance
from annotator.exchange.service.plan import Arrival, Target
from annotator.kernel.positions import Span
from annotator.people.model import Checker
from annotator.project import Project, UnitOfWork
from annotator.schema.kinds import LARGEST

_Key = tuple[str, tuple[Span, ...]]


class Writing:
    """Writes articles and annotations, each claim, person and source once."""

    def __init__(self, project: Project, change: UnitOfWork, who: Checker) -> None:
        self._project = project
        self._change = change
        self._at = change.record.at
        self._articles: dict[str, tuple[str, str]] = {}
        self._numbers: dict[str, int] = {}
        self._claims: dict[_Key, str] = {}
        self._people = {"": who.id}
        self._sources: dict[str, str] | None = None
        self.first_article = ""

    def article(self, target: Target) -> None:
        """Add an article that comes in with the file."""
        if target.draft is not None:
            article_id = self._change.articles.add(target.draft, self._at)
            version = self._project.articles.get(article_id).version
            self._articles[target.key] = article_id, version.id
            self.first_article = self.first_article or article_id

    def arrival(self, arrival: Arrival) -> None:
        """Write what is new in an annotation."""
        article_id, version_id = self._article(arrival.target)
        self.first_article = self.first_article or article_id
        claim = self._claim(arrival, article_id, version_id)
        who, news = self._person(arrival.said.author), arrival.news
        at = arrival.said.at or self._at
        self._tag(arrival, claim, who, version_id)
        if news.note:
            self._change.notes.add(claim, who, news.note, at)
        if news.comment:
            self._change.comments.add(claim, who, news.comment, at)
        for link in news.links:
            details = EvidenceDetails(Stance.CONTEXT)
            self._change.evidence.add(claim, self._source(link), details, self._at)

    # inner workings

    def _article(self, target: Target) -> tuple[str, str]:
        if target.article is not None:
            return target.article.id, target.article.version.id
        return self._articles[target.key]

    def _claim(self, arrival: Arrival, article_id: str, version_id: str) -> str:
        """The claim of an annotation, made if it is not there; checked if it is tagged."""
        key = arrival.target.key, arrival.spans
        fields: dict[str, object] = {}
        if arrival.news.statement:
            fields["statement"] = arrival.news.statement
        if arrival.claim_id:
            self._claims[key] = arrival.claim_id
        elif key not in self._claims:
            self._claims[key] = self._new_claim(article_id, version_id, arrival.spans)
        claim_id = self._claims[key]
        if arrival.news.verdict is not None:
            claim: Claim = self._project.claims.get(claim_id)
            fields["status"] = status_after_tagging(claim.status, tags_left=1)
        if fields:
            self._change.claims.set(claim_id, fields)
        return claim_id

    def _new_claim(self, article_id: str, version_id: str, spans: tuple[Span, ...]) -> str:
        if self._numbers.get(article_id, LARGEST + 1) > LARGEST:
            self._numbers[article_id] = self._change.claims.next_number(article_id)
        number = self._numbers[article_id]
        self._numbers[article_id] += 1
        claim_id = self._change.claims.add(article_id, self._at, number)
        text = self._project.articles.text(version_id)
        for span in spans:
            self._change.highlights.add(claim_id, version_id, anchor(text, span))
        return claim_id

    def _tag(self, arrival: Arrival, claim_id: str, checker_id: str, version_id: str) -> None:
        verdict, said = arrival.news.verdict, arrival.said
        if verdict is not None:
            words = arrival.news.conclusion, ""
            at = said.at or self._at
            reason = said.reason
            tag = Tag(
                "", claim_id, checker_id, said.author, version_id, verdict, reason, *words, at
            )
            self._change.tags.set(tag)

    def _person(self, name: str) -> str:
        if name not in self._people:
            known = self._project.people.named(name)
            self._people[name] = known.id if known else self._change.checkers.add(name)
        return self._people[name]

    def _source(self, url: str) -> str:
        if self._sources is None:
            known = self._project.evidence.sources(limit=-1)
            self._sources = {s.details.url: s.id for s in reversed(known) if s.details.url}
        if url not in self._sources:
            title = url.partition("://")[2].rstrip("/")
            details = SourceDetails(title or url, SourceType.WEB, url=url)
            self._sources[url] = self._change.sources.add(details)
        return self._sources[url]
