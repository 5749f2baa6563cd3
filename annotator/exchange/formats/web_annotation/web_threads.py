"""What was said to a judgement, as annotations that have annotations for targets.

A ruling moderates the judgements it settles, reviews and answers reply, queries question, and a
proposed wording edits: https://www.w3.org/TR/annotation-model/#motivation-and-purpose
"""

from collections.abc import Iterator, Sequence

from annotator.exchange.formats.addresses import urn
from annotator.exchange.formats.judgements import Judgement
from annotator.exchange.formats.serialization import Json, without_empty
from annotator.exchange.formats.web_annotation.web_bodies import textual
from annotator.people.model import QueryStatus
from annotator.reports.choices import Section
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.entries.people import QueryEntry, ReviewEntry, RulingEntry
from annotator.reports.service.report import Report


def threads(
    report: Report, article: ArticleEntry, entry: ClaimEntry, given: Sequence[Judgement]
) -> Iterator[Json]:
    """All that was said to what was judged of a claim, as far as the report holds it."""
    ids = _Ids(article, entry, given)
    if Section.CORRECTIONS in report.sections and entry.claim.proposed_wording.strip():
        yield ids.annotation(
            ("wording",), "editing", "", [textual("editing", entry.claim.proposed_wording)]
        )
    if entry.ruling:
        yield _ruling(ids, entry.ruling)
    for number, review in enumerate(entry.reviews):
        yield _review(ids, review, number)
    for number, query in enumerate(entry.all_queries):
        yield from _query(ids, query, number)


def person(name: str, identity: str) -> Json:
    """A person by their name, and by their id where it is known; nobody for no name."""
    if not name:
        return {}
    return without_empty(
        {"id": f"urn:uuid:{identity}" if identity else "", "type": "Person", "name": name}
    )


class _Ids:
    """Whom and what the annotations on one claim are known by."""

    def __init__(self, article: ArticleEntry, entry: ClaimEntry, given: Sequence[Judgement]):
        self._claim = entry.claim.id
        self._people = {t.checker: t.checker_id for e in article.claims for t in e.tags}
        self._judgements = [urn("annotation", judgement.id) for judgement in given]
        self._by = dict(zip((j.checker for j in given), self._judgements, strict=True))

    def of(self, checker: str) -> list[str]:
        """The checker's judgement, or all of them where it is not known."""
        return [self._by[checker]] if checker in self._by else self._judgements

    def annotation(
        self,
        name: tuple[str, ...],
        motivation: str,
        who: str,
        said: list[Json],
        day: str = "",
        targets: Sequence[str] = (),
    ) -> Json:
        """One annotation on judgements, or on what else is given; ``day`` is an ISO date."""
        about = list(targets) or self._judgements
        return without_empty(
            {
                "id": urn("annotation", self._claim, *name),
                "type": "Annotation",
                "motivation": motivation,
                "creator": person(who, self._people.get(who, "")),
                "created": f"{day}T00:00:00Z" if day else "",
                "body": said,
                "target": about if len(about) > 1 else about[0],
            }
        )


def _ruling(ids: _Ids, ruling: RulingEntry) -> Json:
    said = [textual("classifying", ruling.verdict.value, "en")]
    if ruling.reason:
        said.append(textual("classifying", ruling.reason.value, "en"))
    said += [textual("commenting", words) for words in (ruling.conclusion, ruling.why) if words]
    return ids.annotation(("ruling",), "moderating", ruling.settled_by, said, ruling.settled_on)


def _review(ids: _Ids, review: ReviewEntry, number: int) -> Json:
    """A reply whose decision is assessing: classifying would be a verdict on the claim."""
    said = [textual("assessing", review.decision.value, "en")]
    said += [textual("commenting", review.why)] * bool(review.why)
    name = ("review", review.reviewer, review.about, str(number))
    about = ids.of(review.about)
    return ids.annotation(name, "replying", review.reviewer, said, review.reviewed_on, about)


def _query(ids: _Ids, query: QueryEntry, number: int) -> Iterator[Json]:
    """A question, and the answer as a reply to it."""
    to = f"{query.addressee}: " if query.addressee else ""
    asked = [textual("questioning", to + query.question)]
    question = ids.annotation(
        ("query", str(number)), "questioning", query.author, asked, query.asked_on
    )
    yield question
    if query.answer.strip() and query.status is not QueryStatus.OPEN:
        answered = [textual("replying", query.answer)]
        yield ids.annotation(
            ("answer", str(number)), "replying", query.addressee, answered, "", [question["id"]]
        )
