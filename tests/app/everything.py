"""A project in which there is something of everything, and every act that a window can cause."""

from collections.abc import Callable
from pathlib import Path

from annotator.articles import service
from annotator.articles.model import Draft, Metadata
from annotator.claims.highlights import find_quote
from annotator.claims.model import ErrorKind, Importance, Resolution
from annotator.claims.service import claims as annotating
from annotator.claims.service import coverage, fields, places, queries, same_claims
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.kernel.changes import Outcome
from annotator.kernel.positions import Span
from annotator.kernel.sentences import Sentences
from annotator.people.model import ContactDetails, QueryStatus
from annotator.project import Project
from annotator.review.service import comments, reviews, rulings
from annotator.sharing.service import merge as merging
from tests import acts
from tests.projects import TEXT, as_another, make_article, make_claim
from tests.sharing.merges import agreed

Act = Callable[[Project], Outcome | None]

QUOTES = ("crime fell by a third", "4,000 of them", "It rose", "The mayor said")


def fill(project: Project, folder: Path) -> None:
    """Put two articles of one text and another into a project, with the work of three people."""
    article = make_article(project, title="Crime falls")
    make_claim(project, make_article(project, TEXT * 2, "Another one"))
    claims = [make_claim(project, article, quote) for quote in QUOTES]
    text = project.articles.text(article.version.id)
    # before anybody judges the claim: three agree on the words that it has
    places.add_places(project, claims[0], article.version, [find_quote(text, "Café owners")])
    for name, verdicts in (("Ben", "VVU"), ("Cleo", "VD.")):
        theirs = as_another(project, name)
        for claim, letter in zip(claims, verdicts, strict=False):
            if letter != ".":
                verdict = {"V": Verdict.VERIFIED, "D": Verdict.DISPUTED, "U": Verdict.UNSUPPORTED}
                annotating.tag(theirs, [claim.id], verdict[letter], DisputeReason.MISLEADING)
        comments.comment(theirs, claims[0], f"{name} looked.")
        theirs.close()
    first = claims[0]
    annotating.tag(project, [first.id], Verdict.VERIFIED)
    second = project.tags.of_claims([claims[1].id])
    reviews.accept(project, second[0])
    rulings.accept(project, claims[1], second, second[0])
    comments.comment(project, first, "So did I.")
    last = find_quote(text, "市长说犯罪率下降了")
    coverage.nothing_to_check(project, article, Sentences(text), last)
    annotating.note(project, first, "Call the mayor.")
    queries.ask(project, first, "Writer", "Who says so?")
    queries.log_contact(project, first, ContactDetails("Inés"))
    for title in ("Police figures", "The archive"):
        evidence.add_evidence(project, first, SourceDetails(title), EvidenceDetails())
    project.copy_to(folder / "colleague.sqlite")
    service.add_article(project, Draft(TEXT, Metadata("The same again")))
    _work_elsewhere(folder / "colleague.sqlite")


def _work_elsewhere(path: Path) -> None:
    """What a colleague did in a copy: a claim more, one fewer, one tagged and one named."""
    project = Project.open(path)
    project.work_as("Dora")
    article = project.articles.page()[0]
    claims = project.claims.of_article(article.id)
    annotating.remove(project, [claims[-1].id])
    annotating.tag(project, [claims[0].id], Verdict.UNSUPPORTED)
    annotating.tag(project, [make_claim(project, article, "disagree").id], Verdict.VERIFIED)
    service.add_article(project, Draft("A text of Dora’s.", Metadata("Dora’s")))
    project.close()


def merge(project: Project) -> Outcome:
    """Merge what the colleague did in a copy, every conflict decided."""
    planned = merging.plan(project, project.path.with_name("colleague.sqlite"))
    return merging.merge(project, planned, agreed(planned), backup=False)


def join_twins(project: Project) -> Outcome:
    """Make one article of two with the same text."""
    return service.join_articles(project, *service.twins(project)[0])


def on_article(act: Callable[..., Outcome], *said: object) -> Act:
    """An act on the first article."""
    return lambda project: act(project, project.articles.page()[0], *said)


def on_claim(act: Callable[..., Outcome], *said: object, **more: object) -> Act:
    """An act on the first claim, which has something of everything."""

    def do(project: Project) -> Outcome:
        claim = project.claims.of_article(project.articles.page()[0].id)[0]
        return act(project, claim, *said, **more)

    return do


def _on_first(act: Callable[..., Outcome]) -> Act:
    """An act that takes several claims, on the first claim alone."""

    def do(project: Project) -> Outcome:
        claims = project.claims.of_article(project.articles.page()[0].id)
        return act(project, [claims[0].id])

    return do


def on_source(act: Callable[..., Outcome]) -> Act:
    """An act on two sources."""

    def do(project: Project) -> Outcome:
        first = project.claims.of_article(project.articles.page()[0].id)[0]
        pieces = project.evidence.of_claims([first.id])
        return act(project, *(piece.source for piece in pieces))

    return do


def _on_asked(act: Callable[..., Outcome], get: str, *said: object) -> Act:
    def do(project: Project) -> Outcome:
        first = project.claims.of_article(project.articles.page()[0].id)[0]
        return act(project, getattr(project.people, get)(first.id)[0], *said)

    return do


def _all_of(act: Callable[..., Outcome], *said: object) -> Act:
    def do(project: Project) -> Outcome:
        claims = project.claims.of_article(project.articles.page()[0].id)
        return act(project, [claim.id for claim in claims[:3]], *said)

    return do


def _first_two(project: Project) -> list[str]:
    claims = project.claims.of_article(project.articles.page()[0].id)
    return [claim.id for claim in claims[:2]]


_PICKS = {6: (1, 1), 7: (1, 1), 20: (4, 0), 21: (0, 0), 22: (2, 2)}
"""Which claim, and what of it, an act is done on; the first and the second where none is named."""


def _picked(number: int, act: acts.Act) -> Act:
    return lambda project: act(project, _PICKS.get(number, (0, 1)))


def look_again(project: Project) -> Outcome:
    """Take the marks off every sentence of the first article."""
    article = project.articles.page()[0]
    text = project.articles.text(article.version.id)
    return coverage.look_again(project, article, Sentences(text), Span(0, len(text)))


def nothing_to_check(project: Project) -> Outcome:
    """Mark every sentence of the first article in which there is no claim."""
    article = project.articles.page()[0]
    text = project.articles.text(article.version.id)
    return coverage.nothing_to_check(project, article, Sentences(text), Span(0, len(text)))


# an article that comes back is found after the others, which no view can help
# and no two claims here are the same
_LEFT_OUT = (*acts.ACTS[36:38], *acts.ACTS[42:46], acts.ACTS[-1])
OF_SERVICES = {
    f"act {n}": _picked(n, act) for n, act in enumerate(acts.ACTS) if act not in _LEFT_OUT
}
OF_ARTICLES: dict[str, Act] = {
    "add an article": lambda p: service.add_article(p, Draft("New.", Metadata("New"))),
    "describe it": on_article(service.describe_article, Metadata("Renamed", outlet="The Post")),
    "plan it": lambda p: service.plan_article(
        p, p.articles.page()[0], "2026-03-01", p.people.checkers()[0]
    ),
    "archive it": on_article(service.archive),
    "nothing to check": nothing_to_check,
    "look again": look_again,
    "join twins": join_twins,
    "merge": merge,
}
OF_CLAIMS: dict[str, Act] = {
    "keep two apart": lambda p: same_claims.keep_apart(p, _first_two(p)),
    "join two": lambda p: same_claims.join_same_claims(p, [_first_two(p)]),
    "say what is wrong": on_claim(fields.set_error_kind, next(iter(ErrorKind))),
    "say what became of it": on_claim(fields.resolve, next(iter(Resolution))),
    "weigh it": on_claim(fields.set_importance, list(Importance)[-1]),
    "fear for it": on_claim(fields.set_legal_risk, risk=True),
    "remove it": _on_first(annotating.remove),
    "untag it": _on_first(annotating.untag),
    "edit a note": _on_asked(annotating.edit_note, "notes", "Call the mayor again."),
    "answer a query": _on_asked(queries.answer, "queries", "Her office."),
    "drop a query": _on_asked(queries.remove_query, "queries"),
    "close a query": _on_asked(queries.set_query_status, "queries", list(QueryStatus)[-1]),
    "edit a contact": _on_asked(queries.edit_contact, "contacts", ContactDetails("Inés C.")),
    "remove a contact": _on_asked(queries.remove_contact, "contacts"),
    "untag several": _all_of(annotating.untag),
    "tag several": _all_of(annotating.tag, Verdict.UNSUPPORTED, None),
}
OF_SOURCES: dict[str, Act] = {
    "edit a source": on_source(
        lambda p, one, _: evidence.edit_source(p, one, SourceDetails("Figures of 2025"))
    ),
    "merge sources": on_source(evidence.merge_sources),
}
