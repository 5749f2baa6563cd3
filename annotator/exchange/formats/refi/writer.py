"""The report as a REFI-QDA project, for NVivo, ATLAS.ti, MAXQDA, QualCoder and their like.

REFI-QDA 1.5 (https://www.qdasoftware.org): a zip with “project.qde” and each text as UTF-8 in
“sources”. Positions are code points, and an end is exclusive, as in all projects of theirs. The
code book holds the verdicts with the ways to dispute, and the kinds of claims.
"""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from annotator.appearance import palette
from annotator.claims.highlights import Highlight
from annotator.claims.model import ClaimKind
from annotator.claims.verdicts import DisputeReason, Verdict, standing_of
from annotator.exchange.formats.addresses import derive_id
from annotator.exchange.formats.judgements import Judgement, iter_articles, judgements
from annotator.exchange.formats.serialization import (
    CONFIDENTIAL,
    check_text,
    heading,
    stated_time,
    without_empty,
)
from annotator.kernel.excerpts import excerpt
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress, unwatched
from annotator.reports.choices import ReportKind
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.entries.columns import evidence_words
from annotator.reports.entries.report import Report
from annotator.reports.formats.deterministic_zip import parcel

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REASON = "Dispute reason"
"""A code between “disputed” and its reasons, so that no reason is taken for a verdict."""


def guid(*parts: str) -> str:
    """Return the GUID of an object by its parts, as all these programs write it."""
    return str(derive_id("refi", *parts)).upper()


def words_in(text: str) -> str:
    """Return the text as XML can hold it: each other character becomes the sign for that."""
    return _FORBIDDEN.sub("\ufffd", text)


def code_book(element: Callable[..., "Element"]) -> "Element":
    """Return all codes, used or not; ``element`` makes an element with its attributes."""

    def code(name: str, inside: list["Element"], of: str = "", colour: str = "") -> "Element":
        coloured = {"color": colour} if colour else {}
        key = guid("code", of, name)
        made = element("Code", guid=key, name=name, isCodable=_truth(of), **coloured)
        made.extend(inside)
        return made

    reasons = [code(reason.value, [], "reason") for reason in DisputeReason]
    verdicts = [
        code(
            verdict.value,
            [code(_REASON, reasons)] if verdict is Verdict.DISPUTED else [],
            "verdict",
            palette("light").of(standing_of(verdict)).line,
        )
        for verdict in Verdict
    ]
    kinds = [code(kind.value, [], "kind") for kind in ClaimKind]
    codes = element("Codes")
    codes.extend([code("Verdict", verdicts), code("Kind", kinds)])
    book = element("CodeBook")
    book.append(codes)
    return book


def codes_of(entry: ClaimEntry, judgement: Judgement) -> list[str]:
    """The GUIDs of the codes that a judgement gives: the verdict first."""
    names = [("verdict", judgement.verdict.value)] if judgement.verdict else []
    names += [("reason", judgement.reason.value)] if judgement.reason else []
    names += [("kind", kind.value) for kind in entry.claim.kinds]
    return [guid("code", *name) for name in names]


def _truth(codable: str) -> str:
    return "true" if codable else "false"


LACKS = (
    "A REFI-QDA project keeps conclusions and evidence as notes in words, and no statements, "
    "speakers, search notes, proposed wordings, queries, contacts, reviews, rulings or state of "
    "the work. Claims that no longer stand in the text are left out."
)
_NAME = 60
"""Code points of a quote after which its selection is called, with a mark where it is cut."""
_QDE = "urn:QDA-XML:project:1.0"


def render(report: Report, progress: Progress = unwatched) -> bytes:
    """The project; the same report gives the same bytes.

    Raises:
        InvalidValue: the report has not the article's text.
        Cancelled: ``progress`` asked to stop.
    """
    check_text(report, "REFI-QDA")
    project = _Project(report)
    for article, claims in iter_articles(report, progress):
        project.add(article, claims)
    return parcel({"project.qde": project.xml(), **project.texts})


class _Project:
    """A project in the making: its parts are gathered first, for each stands in its own place."""

    def __init__(self, report: Report) -> None:
        from lxml import etree

        self._etree = etree
        self._report = report
        self._users: dict[str, str] = {}
        self._sources: list[Element] = []
        self._notes: list[Element] = []
        self._bare: dict[tuple[str, Span], Element] = {}
        self.texts: dict[str, bytes] = {}

    def add(self, article: ArticleEntry, claims: Iterator[ClaimEntry]) -> None:
        """Take in an article: its text, and a selection for each judgement at each place."""
        name = guid("source", article.id)
        self.texts[f"sources/{name}.txt"] = article.canonical.encode("utf-8")
        source = self._element(
            "TextSource",
            guid=name,
            name=words_in(article.heading),
            plainTextPath=f"internal://{name}.txt",
            creationDateTime=self._taken_in(article),
        )
        if about := _about(article):
            source.append(self._words("Description", about))
        evidence = []
        for entry in claims:
            evidence += _evidence(entry)
            for judgement in judgements(entry, self._report.kind):
                source.extend(self._selections(entry, judgement))
        if evidence:
            said = "\n".join(evidence)
            source.append(
                self._noted(
                    "Evidence",
                    said,
                    ("evidence", article.id),
                    creationDateTime=stated_time(self._report),
                )
            )
        self._sources.append(source)

    def xml(self) -> bytes:
        """The project file, its parts in the order that the standard wants."""
        root = self._etree.Element(
            f"{{{_QDE}}}Project",
            {
                "name": words_in(heading(self._report)),
                "origin": "Annotator",
                "creationDateTime": stated_time(self._report),
            },
            nsmap={None: _QDE},
        )
        users = [self._element("User", guid=g, name=name) for g, name in self._users.items()]
        self._put(root, "Users", users)
        root.append(code_book(self._element))
        self._put(root, "Sources", self._sources)
        self._put(root, "Notes", self._notes)
        if self._report.shows_confidential:
            root.append(self._words("Description", CONFIDENTIAL))
        xml: bytes = self._etree.tostring(
            root, encoding="UTF-8", xml_declaration=True, pretty_print=True
        )
        return xml

    def _selections(self, entry: ClaimEntry, judgement: Judgement) -> Iterator["Element"]:
        """Return a selection for each place; its words stand in it, and in a note beside it.

        Programs show the ``Description`` of a selection as its comment or memo, or its notes.
        Words that nobody coded are selected once: some programs refuse the same place again.
        """
        made = without_empty(
            {
                "creatingUser": self._user(judgement),
                "creationDateTime": judgement.made_at or stated_time(self._report),
            }
        )
        note = _note(entry, judgement)
        coded = codes_of(entry, judgement)
        for highlight in entry.highlights:
            ids = (judgement.id, highlight.id)
            place = (highlight.version_id, highlight.span)
            selection = None if coded else self._bare.get(place)
            is_new = selection is None
            if selection is None:
                selection = self._selection(highlight, ids, made)
            if note:
                self._describe(selection, note)
            for code in coded:
                coding = self._element("Coding", guid=guid("coding", *ids, code), **made)
                coding.append(self._element("CodeRef", targetGUID=code))
                selection.append(coding)
            if note:
                selection.append(self._noted("Conclusion", note, ("note", *ids), **made))
            if not coded:
                self._bare[place] = selection
            if is_new:
                yield selection

    def _selection(
        self, highlight: Highlight, ids: tuple[str, ...], made: dict[str, str]
    ) -> "Element":
        return self._element(
            "PlainTextSelection",
            guid=guid("selection", *ids),
            name=words_in(_short(highlight.quote)),
            startPosition=str(highlight.span.start),
            endPosition=str(highlight.span.end),
            **made,
        )

    def _describe(self, selection: "Element", said: str) -> None:
        """Let a selection say something, after what it says already."""
        description = selection.find(f"{{{_QDE}}}Description")
        if description is None:
            selection.insert(0, self._words("Description", said))
        else:
            description.text = f"{description.text}\n{words_in(said)}"

    def _noted(self, name: str, said: str, ids: tuple[str, ...], **made: str) -> "Element":
        """Add a note, and return the reference to it."""
        note = self._element("Note", guid=guid(*ids), name=name, **made)
        note.append(self._words("PlainTextContent", said))
        self._notes.append(note)
        return self._element("NoteRef", targetGUID=guid(*ids))

    def _taken_in(self, article: ArticleEntry) -> str:
        """Return when the article came in; the public reads it as of the report."""
        if self._report.kind is ReportKind.PUBLIC:
            return stated_time(self._report)
        return article.version.created_at

    def _user(self, judgement: Judgement) -> str:
        if not judgement.checker:
            return ""
        user = guid("user", judgement.checker_id)
        self._users[user] = words_in(judgement.checker)
        return user

    def _put(self, root: "Element", tag: str, parts: list["Element"]) -> None:
        """A list of parts; the standard wants none that is empty."""
        if parts:
            held = self._element(tag)
            held.extend(parts)
            root.append(held)

    def _words(self, tag: str, words: str) -> "Element":
        element = self._element(tag)
        element.text = words_in(words)
        return element

    def _element(self, tag: str, **attributes: str) -> "Element":
        return self._etree.Element(f"{{{_QDE}}}{tag}", attributes, nsmap={None: _QDE})


def _short(quote: str) -> str:
    return excerpt(quote, _NAME)


def _about(article: ArticleEntry) -> str:
    """Return the metadata of an article, a line each."""
    metadata = article.metadata
    said = (metadata.byline, metadata.outlet, metadata.published, metadata.url)
    return "\n".join(filter(None, said))


def _note(entry: ClaimEntry, judgement: Judgement) -> str:
    """The conclusion, and below it a line for the address of each piece of evidence."""
    links = (
        url for piece in entry.evidence for url in (piece.source.url, piece.source.archive_url)
    )
    lines = [f"Evidence: {url}" for url in dict.fromkeys(filter(None, links))]
    return "\n".join([*filter(None, [judgement.conclusion]), *lines])


def _evidence(entry: ClaimEntry) -> list[str]:
    """All that is known of the evidence on a claim, a line each below the claim's words."""
    if not entry.evidence:
        return []
    title = f"Claim {entry.claim.number}: “{' '.join(entry.words.split())}”"
    return [title, *(f"– {evidence_words(piece)}" for piece in entry.evidence)]
