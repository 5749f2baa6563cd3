"""How reports put dates, figures and their headings into words."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from annotator.appearance import label
from annotator.articles.model import MetadataField
from annotator.claims.verdicts import Standing
from annotator.kernel.wording import count_of, form_for
from annotator.reports.choices import ReportKind, ReportSection
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.attention import Cause

_CAUSES = {
    Cause.CONTRADICTED: "Two verdicts on the same words",
    Cause.DISPUTED: "Disputed",
    Cause.UNSUPPORTED: "Unsupported",
    Cause.DIFFERING: "Checkers differ",
    Cause.OUTDATED: "Given on other words",
    Cause.UNFINISHED: "Not finished",
    Cause.WARNED: "House rules",
}

_FIELDS: dict[MetadataField, str] = {"url": "address", "published": "date of publication"}


def digits(number: int) -> str:
    """A number with its thousands parted."""
    return f"{number:,}"


def listed(words: Sequence[str]) -> str:
    """Words in a row, as “title, byline and outlet”."""
    return " and ".join([", ".join(words[:-1])] * (len(words) > 1) + list(words[-1:]))


def fields(names: Sequence[MetadataField]) -> list[str]:
    """Return the readers' names for the metadata of an article."""
    return [_FIELDS.get(name, name) for name in names]


def cause(value: Cause) -> str:
    """The heading of a group of claims that need attention."""
    return _CAUSES[value]


def title(kind: ReportKind) -> str:
    """Return the title of a document of this kind."""
    return _TITLES[kind]


def held(
    article: ArticleEntry, sections: Collection[ReportSection]
) -> list[tuple[ReportSection, str]]:
    """Return the parts of the report on an article that are not empty, each with its heading."""
    held = {
        ReportSection.ATTENTION: article.attention,
        ReportSection.QUERIES: article.queries,
        ReportSection.RECORD: True,
        ReportSection.CORRECTIONS: article.corrections,
        ReportSection.CLAIMS: article.claims,
        ReportSection.TEXT: article.text,
        ReportSection.SOURCES: article.sources,
        ReportSection.SIGN_OFF: True,
    }
    return [(part, _PARTS[part]) for part in _PARTS if part in sections and held[part]]


def lead(article: ArticleEntry, kind: ReportKind) -> str:
    """Return the sentence for a reader who reads only a single sentence."""
    return _LEADS[kind](article)


def in_words(counts: Iterable[tuple[Standing, int]]) -> str:
    """Return how many claims have each standing, as “8 verified and 1 disputed”.

    Args:
        counts: The number of claims of each standing.
    """
    differing = {Standing.DIFFERING: "on which checkers differ"}
    return listed(
        [
            f"{digits(number)} {differing.get(of, label(of).lower())}"
            for of, number in counts
            if number
        ]
    )


def _for_the_editor(article: ArticleEntry) -> str:
    claims, needing = len(article.claims), article.in_the_way
    if not claims:
        return "No claims have been marked in this article yet."
    if not needing:
        return f"Nothing stands in the way: {_all(claims)} checked, and none needs attention."
    verb = form_for(needing, "needs", "need")
    of = form_for(claims, "The only claim", f"{digits(needing)} of {count_of(claims, 'claim')}")
    return f"{of} {verb} attention before publication."


def _for_the_writer(article: ArticleEntry) -> str:
    asked = len(article.queries)
    if not asked:
        return "There are no open questions on this article."
    each = form_for(asked, "below it", "below each")
    return f"{count_of(asked, 'question')} on the article. Please answer {each}."


def _for_the_desk(article: ArticleEntry) -> str:
    if not article.corrections:
        return "No corrections are proposed for this article."
    return f"{count_of(len(article.corrections), 'correction')} to the article."


def _for_the_public(article: ArticleEntry) -> str:
    if not article.claims:
        return "No claim in this article has been fully checked yet."
    return f"We checked {count_of(len(article.claims), 'claim')}: {in_words(article.counts)}."


def _all(claims: int) -> str:
    return form_for(claims, "the only claim is", f"all {count_of(claims, 'claim')} are")


_TITLES = {
    ReportKind.INTERNAL: "Fact-check report",
    ReportKind.QUERIES: "Questions to the writer",
    ReportKind.CORRECTIONS: "Corrections",
    ReportKind.PUBLIC: "Fact-check",
}
_LEADS: Mapping[ReportKind, Callable[[ArticleEntry], str]] = {
    ReportKind.INTERNAL: _for_the_editor,
    ReportKind.QUERIES: _for_the_writer,
    ReportKind.CORRECTIONS: _for_the_desk,
    ReportKind.PUBLIC: _for_the_public,
}
_PARTS = {
    ReportSection.ATTENTION: "Needs attention",
    ReportSection.QUERIES: "Open queries",
    ReportSection.RECORD: "What was checked",
    ReportSection.CORRECTIONS: "Corrections",
    ReportSection.CLAIMS: "Claims",
    ReportSection.TEXT: "The article, annotated",
    ReportSection.SOURCES: "Sources",
    ReportSection.SIGN_OFF: "Sign-off",
}
"""In the order in which a report has them."""
