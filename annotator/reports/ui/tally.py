"""How many claims would go into a report, and why the others are left out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from annotator.claims.contradictions import Contradiction, say_refusal
from annotator.claims.fields import Claim
from annotator.disclosure.confidential_names import Disclosure
from annotator.disclosure.service.secret_names import secret_names
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.wording import count_of, form_for
from annotator.people.model import QueryStatus
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.service.claim_rows import ClaimRows, of_claims
from annotator.reports.service.disclosures import before_sending
from annotator.reports.service.forms import FORMS
from annotator.reports.service.held_verdict import contradictions
from annotator.reports.service.selection import is_shown

_OF_KIND = {
    ReportKind.PUBLIC: "they have no agreed verdict",
    ReportKind.QUERIES: "they have no open question",
    ReportKind.CORRECTIONS: "they have no proposed wording",
    ReportKind.INTERNAL: "",
    ReportKind.PUBLISHED: "it is about the text, not about claims",
}


_SLIPS = 2
"""Sentences on names that are said in full; the others are counted."""


@dataclass(frozen=True, slots=True)
class ReportTally:
    """The counts of a report: its claims of so many, and how many stay out for each reason.

    ``addressees`` are the people with open questions, ``secrets`` the names that no file may have,
    and ``slips`` the names of confidential people in words that people wrote. The ``title`` is
    empty where it holds a secret name. A public report is refused while claims are contradicted.
    ``notes`` counts the notes on published texts, in a report on these.
    """

    shown: int
    claims: int
    reasons: tuple[tuple[str, int], ...]
    addressees: tuple[str, ...]
    secrets: frozenset[str]
    title: str
    slips: tuple[Disclosure, ...] = ()
    contradicted: int = 0
    contradictions: tuple[Contradiction, ...] = ()
    notes: int | None = None

    @property
    def refusal(self) -> str:
        """Why the report cannot go out; empty if it can."""
        return say_refusal(self.contradictions, self.contradicted) if self.contradicted else ""

    @property
    def warning(self) -> str:
        """The names to look at before the report goes out; empty if there are none."""
        if not self.slips:
            return ""
        sentences = [slip.sentence for slip in self.slips[:_SLIPS]]
        more = len(self.slips) - _SLIPS
        others = f" And {more:,} more." if more > 0 else ""
        return f"Look before you send it: {' '.join(sentences)}{others}"

    @property
    def sentence(self) -> str:
        """The counts in words."""
        if self.notes is not None:
            are = form_for(self.notes, "is", "are")
            return f"{count_of(self.notes, 'correction note')} {are} included."
        if not self.claims:
            return "No claims have been marked yet."
        out = self.claims - self.shown
        are = form_for(self.shown, "is", "are")
        of = f"{self.shown:,} of {count_of(self.claims, 'claim')} {are} included"
        if not out:
            return form_for(self.shown, "The only claim is included.", "All claims are included.")
        return f"{of}; {count_of(out, 'is', 'are')} left out because {self._why()}."

    def _why(self) -> str:
        if len(self.reasons) == 1:
            return self.reasons[0][0]
        counted = [f"{reason} ({number:,})" for reason, number in self.reasons]
        return ", ".join(counted[:-1]) + " or " + counted[-1]


def tally(
    project: Project, choices: ReportChoices, progress: Progress = unwatched, *, form: str = "html"
) -> ReportTally:
    """Count the claims that choices let into a report of this form, or into the whole project.

    Raises:
        NotFound: an article is not in the project.
        Cancelled: ``progress`` asked to stop.
    """
    ids = choices.article_ids
    articles = project.articles.page() if ids is None else [*map(project.articles.get, ids)]
    left: Counter[str] = Counter()
    shown = claims = 0
    addressees: dict[str, None] = {}
    secrets: set[str] = set()
    for place, article in enumerate(articles):
        progress(place, len(articles))
        for claim, row in _rows(project, article.id):
            claims += 1
            addressees |= dict.fromkeys(_asked(row))
            secrets.update(_secrets(row))
            reason = _reason(claim, row, choices)
            shown += reason is None
            left.update([reason] if reason else [])
    several = count_of(len(articles), "article")
    title = _title(project, articles[0].id) if len(articles) == 1 else several
    reasons = tuple(left.most_common())
    number, found = contradictions(project, choices) if choices.is_public else (0, [])
    # a report that is refused discloses no name
    leaving = before_sending(project, choices, FORMS[form], progress) if not number else []
    slips = tuple(dict.fromkeys(leaving))
    if secret_names(project).are_in(title):
        title = ""
    people, notes = tuple(sorted(addressees)), None
    if choices.kind is ReportKind.PUBLISHED:
        records = (each for a in articles for each in project.corrections.of_article(a.id))
        notes = sum(record.is_for_readers for record in records)
    hidden = frozenset(secrets)
    return ReportTally(
        *(shown, claims, reasons, people, hidden, title, slips, number, tuple(found)), notes
    )


def _rows(project: Project, article_id: str) -> Iterator[tuple[Claim, ClaimRows]]:
    claims = project.claims.of_article(article_id)
    return zip(claims, of_claims(project, article_id, [claim.id for claim in claims]), strict=True)


def _reason(claim: Claim, row: ClaimRows, choices: ReportChoices) -> str | None:
    """Return the first reason that keeps a claim out; ``None`` for a claim that goes in."""
    if is_shown(claim, row, choices):
        return None
    of_kind = ReportChoices(choices.kind, addressee=choices.addressee)
    if not is_shown(claim, row, of_kind):
        to = f" to {choices.addressee}" if choices.addressee else ""
        return _OF_KIND[choices.kind].replace("question", f"question{to}")
    if not is_shown(claim, row, replace(of_kind, standings=choices.standings)):
        return "they have another verdict"
    settled = replace(of_kind, only_settled=choices.only_settled)
    return "you did not tag them" if is_shown(claim, row, settled) else "they are not settled"


def _asked(row: ClaimRows) -> Iterator[str]:
    for query in row.queries:
        if query.status is QueryStatus.OPEN and query.addressee:
            yield query.addressee


def _secrets(row: ClaimRows) -> Iterator[str]:
    for piece in row.evidence:
        of = piece.source.details
        if of.confidential:
            yield from filter(None, (of.title, of.author, of.publisher, of.code_name))
    for contact in row.contacts:
        if contact.details.confidential:
            yield from filter(None, (contact.details.person, contact.details.code_name))


def _title(project: Project, article_id: str) -> str:
    """Return the title, if a person has confirmed it; a file's name is never shown."""
    article = project.articles.get(article_id)
    known = article.metadata.title and "title" not in article.found
    return article.metadata.title if known else f"Article {article.number}"
