"""The bodies of a W3C Web Annotation: what a checker says of a claim, each part by its purpose.

https://www.w3.org/TR/annotation-model/#bodies-and-targets
"""

from collections.abc import Iterator

from annotator.exchange.formats.addresses import web_address
from annotator.exchange.formats.judgements import Judgement
from annotator.exchange.formats.serialization import Json
from annotator.reports.entries.claims import ClaimEntry


def bodies(entry: ClaimEntry, judgement: Judgement) -> list[Json]:
    """All there is to say; none for a claim that is only marked."""
    return [*_classified(judgement), *_said(entry, judgement), *_links(entry)]


def textual(purpose: str, value: str, language: str = "") -> Json:
    """Words with their purpose; ``language`` where it is known."""
    body = {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}
    return {**body, "language": language} if language else body


def _classified(judgement: Judgement) -> Iterator[Json]:
    """The verdict and how it is disputed, in the words by which they are always known."""
    if judgement.verdict:
        yield textual("classifying", judgement.verdict.value, "en")
    if judgement.reason:
        yield textual("classifying", judgement.reason.value, "en")


def _said(entry: ClaimEntry, judgement: Judgement) -> Iterator[Json]:
    for kind in entry.claim.kinds:
        yield textual("tagging", kind.value, "en")
    if judgement.conclusion.strip():
        yield textual("commenting", judgement.conclusion)
    if entry.claim.statement.strip():
        yield textual("describing", entry.claim.statement)


def _links(entry: ClaimEntry) -> Iterator[Json]:
    """Each address of evidence once, in the order of the evidence."""
    found = (
        web_address(url)
        for piece in entry.evidence
        for url in (piece.source.url, piece.source.archive_url)
    )
    for address in dict.fromkeys(filter(None, found)):
        source = {"id": address, "type": "Text"}
        yield {"type": "SpecificResource", "purpose": "linking", "source": source}
