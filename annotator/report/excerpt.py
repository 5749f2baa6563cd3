"""One claim for the clipboard: as words, as Markdown and as HTML, redacted like a report."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from annotator.appearance import label
from annotator.domain.changes import Place
from annotator.domain.claim_fields import Claim
from annotator.domain.dates import day_in_words
from annotator.domain.slips import Passage, Slip, texts_in
from annotator.domain.verdicts import DisputeReason, Standing, standing_of
from annotator.report import markdown, wording
from annotator.report.choices import Choices
from annotator.report.claims import ClaimEntry
from annotator.report.evidence import EvidenceEntry, SourceList
from annotator.report.gathering import Gathering
from annotator.report.links import leads_somewhere
from annotator.services.project import Project
from annotator.services.secret_names import secret_names


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A claim in three forms that say the same."""

    text: str
    markdown: str
    html: str


@dataclass(frozen=True, slots=True)
class _Line:
    """What stands on a line, with the address that its words lead to, if any."""

    words: str
    quoted: bool = False
    strong: bool = False
    links: tuple[tuple[str, str], ...] = ()
    listed: bool = False


def excerpt(project: Project, claim: Claim) -> Excerpt:
    """The claim as it stands in the newest version of its article.

    Raises:
        NotFound: it is not in the project any more.
    """
    lines = list(_lines(_entry(project, claim)))
    return Excerpt(
        "\n".join(map(_plain, lines)) + "\n",
        "\n\n".join(map(_markdown, lines)).replace("\n\n- ", "\n- ") + "\n",
        "".join(map(_html, lines)),
    )


def names_in_excerpt(project: Project, claim: Claim) -> list[Slip]:
    """The names of confidential people in what would be copied of a claim.

    Raises:
        NotFound: it is not in the project any more.
    """
    heading = project.articles.get(claim.article_id).heading
    place = Place(claim.article_id, claim.id)
    passages = (
        Passage(words, "what is copied", heading, claim.number, place)
        for line in _lines(_entry(project, claim))
        for _, _, words in texts_in(line)
    )
    return [*dict.fromkeys(secret_names(project).slips(passages))]


def _entry(project: Project, claim: Claim) -> ClaimEntry:
    article = project.articles.get(claim.article_id)
    places = [
        h for h in project.highlights.of_claim(claim.id) if h.version_id == article.version.id
    ]
    choices = Choices()
    gathering = Gathering(project, article.version.id, choices, SourceList(choices))
    (entry,) = gathering.entries("claim", [(project.claims.get(claim.id), places)])
    return entry


def _lines(entry: ClaimEntry) -> Iterator[_Line]:
    for quote in entry.quotes:
        yield _Line(quote, quoted=True)
    if entry.claim.statement:
        yield _Line(entry.claim.statement)
    if entry.claim.speaker:
        said_on = f", {day_in_words(entry.claim.said_on)}" if entry.claim.said_on else ""
        yield _Line(f"Said by {entry.claim.speaker}{said_on}")
    yield _Line(_verdict(entry.standing, entry.reasons), strong=True)
    for tag in entry.tags if entry.standing is Standing.DIFFERING else ():
        reasons = (tag.reason,) if tag.reason else ()
        verdict = _verdict(standing_of(tag.verdict), reasons)
        yield _Line(f"{tag.checker}: {verdict}. {tag.conclusion}".strip(), listed=True)
    if entry.standing is not Standing.DIFFERING:
        yield from map(_Line, entry.conclusions)
    yield from map(_evidence, entry.evidence)


def _verdict(standing: Standing, reasons: tuple[DisputeReason, ...]) -> str:
    why = wording.listed([label(reason).lower() for reason in reasons])
    return f"{label(standing)}: {why}" if why else label(standing)


def _evidence(piece: EvidenceEntry) -> _Line:
    source = piece.source
    said = [f"{label(piece.stance)}: {source.name}", piece.locator]
    said += [f"“{piece.quotation}”" if piece.quotation else ""]
    said += [f"accessed {day_in_words(piece.accessed_on)}" if piece.accessed_on else ""]
    urls = (("source", source.url), ("archived copy", source.archive_url))
    links = tuple((name, url) for name, url in urls if leads_somewhere(url))
    return _Line(", ".join(filter(None, said)), links=links, listed=True)


def _plain(line: _Line) -> str:
    words = f"“{line.words}”" if line.quoted else line.words
    links = "".join(f", {url}" for _, url in line.links)
    return f"{'– ' if line.listed else ''}{words}{links}"


def _markdown(line: _Line) -> str:
    words = markdown.in_lines("\n".join(map(str.strip, line.words.strip().split("\n"))))
    if line.quoted:
        return "\n".join(f"> {one}" for one in words.split("\n"))
    words = f"**{words}**" if line.strong else words
    links = "".join(f", {markdown.link(name, url)}" for name, url in line.links)
    return f"{'- ' if line.listed else ''}{words}{links}"


def _html(line: _Line) -> str:
    words = escape(line.words).replace("\n", "<br>")
    if line.quoted:
        return f'<blockquote dir="auto">{words}</blockquote>'
    words = f"<b>{words}</b>" if line.strong else words
    links = "".join(f', <a href="{escape(url)}">{name}</a>' for name, url in line.links)
    return f'<p dir="auto">{"– " if line.listed else ""}{words}{links}</p>'
