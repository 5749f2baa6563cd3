"""How reports put dates, figures and their headings into words."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from annotator.appearance import label
from annotator.articles.model import MetadataField
from annotator.claims.coverage import ReadCount
from annotator.claims.verdicts import Standing
from annotator.kernel.excerpts import excerpt
from annotator.kernel.wording import count_of, day_in_words, form_for
from annotator.people.model import WRITER
from annotator.reports.choices import ReportChoices, ReportKind, ReportSection
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.attention import Cause

_CAUSES = {
    Cause.CONTRADICTED: "Two verdicts on the same words",
    Cause.DISPUTED: "Disputed",
    Cause.UNSUPPORTED: "Unsupported",
    Cause.DIFFERING: "Checkers differ",
    Cause.UNDECIDED: "Place not decided",
    Cause.OUTDATED: "Verdict on other words",
    Cause.UNFINISHED: "Not finished",
    Cause.WARNED: "House rules",
}

_FIELDS: dict[MetadataField, str] = {"url": "address", "published": "date of publication"}
_BRIEF = 280
"""How much of a sentence that was not looked at a list shows, in code points."""


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


def title(choices: ReportChoices) -> str:
    """Return the title of a document; the name of a person who is asked may be confidential."""
    if choices.kind is ReportKind.QUERIES and choices.addressee not in {None, "", WRITER}:
        return "Questions"
    return _TITLES[choices.kind]


def held(
    article: ArticleEntry, sections: Collection[ReportSection]
) -> list[tuple[ReportSection, str]]:
    """Return the parts of the report on an article that are not empty, each with its heading."""
    held = {
        ReportSection.ATTENTION: article.attention,
        ReportSection.CHANGED: article.since and (article.since.sentences or article.since.cut),
        ReportSection.UNREAD: article.unread or article.void_marks,
        ReportSection.QUERIES: article.queries,
        ReportSection.RECORD: True,
        ReportSection.CORRECTIONS: article.corrections,
        ReportSection.PUBLISHED: article.published_corrections or article.unexplained,
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
    differing = {
        Standing.DIFFERING: "on which checkers differ",
        Standing.OUTDATED: "with a verdict on other words",
    }
    return listed(
        [
            f"{digits(number)} {differing.get(of, label(of).lower())}"
            for of, number in counts
            if number
        ]
    )


def much_unread(looked_at: int, of: int) -> str:
    """Return that half of a text or more is unread, if it is: it comes before all that was found.

    Args:
        looked_at: How many sentences were looked at.
        of: How many sentences there are.
    """
    warning = ReadCount(looked_at, of).warning
    return warning and f"{warning}: {sentences_of(looked_at, of)} looked at."


def read_of(looked_at: int, of: int) -> str:
    """Return how many sentences of an article were looked at, for a column of a table.

    Args:
        looked_at: How many sentences were looked at.
        of: How many sentences there are.
    """
    return f"{digits(looked_at)} of {digits(of)}"


def looked_at_in_public(article: ArticleEntry) -> str:
    """Return how much of the text was looked at, without names; empty where it is not told."""
    if article.reading is None:
        return ""
    read = article.reading.coverage
    return f"We looked at {sentences_of(read.looked_at, read.sentences)}."


def brief(sentence: str) -> str:
    """Return the beginning of a sentence that was not looked at; the text has the rest."""
    return excerpt(sentence, _BRIEF)


def sentences_of(looked_at: int, of: int) -> str:
    """Return how many sentences were looked at of how many, as “13 of 30 sentences”.

    Args:
        looked_at: How many sentences were looked at.
        of: How many sentences there are.
    """
    return f"{digits(looked_at)} of {count_of(of, 'sentence')}"


def _for_the_editor(article: ArticleEntry) -> str:
    claims, needing = len(article.claims), article.in_the_way
    if not claims:
        return "No claims have been marked in this article yet."
    if not needing:
        read = article.reading.coverage if article.reading else None
        what = "Nothing that was read" if read and read.left else "Nothing"
        return f"{what} stands in the way: {_all(claims)} checked, and none needs attention."
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


def _since_publication(article: ArticleEntry) -> str:
    published = [version.published_on for version in article.versions if version.published_on]
    since = f" since {day_in_words(published[0])}" if published else ""
    notes = len(article.published_corrections)
    if not published and not notes:
        return "This article is not marked as published."
    if not notes:
        return f"Published on {day_in_words(published[0])}. Nothing has been corrected since."
    return f"{count_of(notes, 'correction note')}{since}."


def _all(claims: int) -> str:
    return form_for(claims, "the only claim is", f"all {count_of(claims, 'claim')} are")


_TITLES = {
    ReportKind.INTERNAL: "Fact-check report",
    ReportKind.QUERIES: "Questions to the writer",
    ReportKind.CORRECTIONS: "Corrections",
    ReportKind.PUBLIC: "Fact-check",
    ReportKind.PUBLISHED: "Corrections since publication",
}
_LEADS: Mapping[ReportKind, Callable[[ArticleEntry], str]] = {
    ReportKind.INTERNAL: _for_the_editor,
    ReportKind.QUERIES: _for_the_writer,
    ReportKind.CORRECTIONS: _for_the_desk,
    ReportKind.PUBLIC: _for_the_public,
    ReportKind.PUBLISHED: _since_publication,
}
_PARTS = {
    ReportSection.ATTENTION: "Needs attention",
    ReportSection.CHANGED: "Changed since the check",
    ReportSection.UNREAD: "Not looked at",
    ReportSection.QUERIES: "Open queries",
    ReportSection.RECORD: "What was checked",
    ReportSection.CORRECTIONS: "Corrections",
    ReportSection.PUBLISHED: "Corrections since publication",
    ReportSection.CLAIMS: "Claims",
    ReportSection.TEXT: "The article, annotated",
    ReportSection.SOURCES: "Sources",
    ReportSection.SIGN_OFF: "Sign-off",
}
"""In the order in which a report has them."""
