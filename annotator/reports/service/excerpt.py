"""A claim for the clipboard: as words, as Markdown and as HTML, redacted like a report."""

from dataclasses import dataclass
from html import escape

from annotator.claims.fields import Claim
from annotator.disclosure.confidential_names import Disclosure, LeavingPassage, texts_in
from annotator.disclosure.service.secret_names import secret_names
from annotator.kernel.changes import ChangePlace
from annotator.project import Project
from annotator.reports.choices import ReportChoices
from annotator.reports.document.blocks import (
    Inline,
    LinkRun,
    ParagraphBlock,
    ParagraphStyle,
    RunStyle,
    TextRun,
)
from annotator.reports.document.claims import in_short
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.entries.evidence import SourceList
from annotator.reports.formats import markdown
from annotator.reports.service.gathering import EntryBuilder


@dataclass(frozen=True, slots=True)
class ClaimExcerpt:
    """A claim in three forms that say the same."""

    text: str
    markdown: str
    html: str


def excerpt(project: Project, claim: Claim) -> ClaimExcerpt:
    """The claim as it stands in the newest version of its article.

    Raises:
        NotFound: it is not in the project any more.
    """
    blocks = tuple(in_short(_entry(project, claim)))
    return ClaimExcerpt(
        "\n".join(map(_plain, blocks)) + "\n",
        markdown.joined(blocks).replace("\n\n- ", "\n- "),
        "".join(map(_html, blocks)),
    )


def names_in_excerpt(project: Project, claim: Claim) -> list[Disclosure]:
    """Return the names of confidential people in the copied words of a claim.

    Raises:
        NotFound: the claim is not in the project any more.
    """
    heading = project.articles.get(claim.article_id).heading
    place = ChangePlace(claim.article_id, claim.id)
    passages = (
        LeavingPassage(words, "what is copied", heading, claim.number, place)
        for block in in_short(_entry(project, claim))
        for _, _, words in texts_in(block)
    )
    return [*dict.fromkeys(secret_names(project).slips(passages))]


def _entry(project: Project, claim: Claim) -> ClaimEntry:
    article = project.articles.get(claim.article_id)
    places = [
        h for h in project.highlights.of_claim(claim.id) if h.version_id == article.version.id
    ]
    choices = ReportChoices()
    gathering = EntryBuilder(project, article, choices, SourceList(choices), None)
    (entry,) = gathering.entries("claim", [(project.claims.get(claim.id), places)])
    return entry


def _plain(block: ParagraphBlock) -> str:
    words = "".join(map(_words, block.line))
    match block.style:
        case ParagraphStyle.QUOTE:
            return f"“{words}”"
        case ParagraphStyle.ITEM:
            return f"– {words}"
        case _:
            return words


def _words(piece: Inline) -> str:
    match piece:
        case TextRun(text):
            return text
        case LinkRun(url):
            return url
        case _:
            return ""


def _html(block: ParagraphBlock) -> str:
    words = "".join(map(_markup, block.line))
    if block.style is ParagraphStyle.QUOTE:
        return f'<blockquote dir="auto">{words}</blockquote>'
    return f'<p dir="auto">{"– " if block.style is ParagraphStyle.ITEM else ""}{words}</p>'


def _markup(piece: Inline) -> str:
    match piece:
        case TextRun(text, look):
            words = escape(text).replace("\n", "<br>")
            return f"<b>{words}</b>" if look is RunStyle.STRONG else words
        case LinkRun(url, text):
            return f'<a href="{escape(url)}">{escape(text)}</a>'
        case _:
            return ""
