"""One article with three annotations, as each program writes them, with what all of them say."""

import json
from pathlib import Path
from typing import Any

from annotator.exchange.anchoring.anchorer import Anchored, Anchorer
from annotator.exchange.anchoring.offset_detection import UnitFound, unit_of
from annotator.exchange.formats.reader import read_bytes
from annotator.exchange.model import ImportedFile
from annotator.kernel.positions import Span
from tests.articles.intake.documents import zipped
from tests.exchange.anchoring.foreign_texts import ARTICLE, QUOTES, SPANS, UTF16

NOTES = ("Official figure is 7 %, not 11 %.", "No source given.", "")
VERDICTS = ("disputed", "unsupported", "verified")
PEOPLE = ("anna", "anna", "basim")
PAGE = "https://news.example.com/a/1"
LINK = "https://stats.example.org/2026/q1"
GUID = "34EF91A0-2E99-5173-B93B-60637269E146"


def samples(name: str) -> Path | None:
    """A file among the samples kept beside the repository, if they are there."""
    for folder in Path(__file__).resolve().parents:
        found = folder / "shared" / "interop" / "minimal" / name
        if found.is_file():
            return found
    return None


def read(value: Any, name: str = "export.json") -> ImportedFile:
    """What is read of JSON, text or bytes."""
    if not isinstance(value, (str, bytes)):
        value = json.dumps(value)
    return read_bytes(value.encode() if isinstance(value, str) else value, name)


def places(file: ImportedFile, text: str = ARTICLE) -> list[tuple[Span, ...]]:
    """Where all annotations stand, once their unit is found."""
    own = file.texts[0].text if file.texts else text
    unit = unit_of(own, file.annotations)
    assert isinstance(unit, UnitFound), unit
    placer = Anchorer(text, own)
    found = [placer.place(one, unit.counting) for one in file.annotations if one.offsets]
    assert all(isinstance(one, Anchored) for one in found), found
    return [one.spans for one in found if isinstance(one, Anchored)]


def web_annotation(number: int = 0, **other: Any) -> dict[str, Any]:
    span = SPANS[number]
    return {
        "id": f"urn:uuid:{number}",
        "type": "Annotation",
        "motivation": "assessing",
        "creator": {"id": "urn:uuid:a", "type": "Person", "name": PEOPLE[number]},
        "created": "2026-11-20T09:00:00Z",
        "body": [
            {"type": "TextualBody", "purpose": "classifying", "value": VERDICTS[number]},
            {"type": "TextualBody", "purpose": "tagging", "value": "statistics"},
            {"type": "TextualBody", "purpose": "commenting", "value": NOTES[number]},
            {"type": "SpecificResource", "purpose": "linking", "source": {"id": LINK}},
        ],
        "target": {
            "type": "SpecificResource",
            "source": {"id": PAGE, "type": "Text"},
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": QUOTES[number],
                    "prefix": ARTICLE[max(0, span.start - 32) : span.start],
                    "suffix": ARTICLE[span.end : span.end + 32],
                },
                {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            ],
        },
    } | other


def hypothesis_row(number: int = 0, **other: Any) -> dict[str, Any]:
    start, end = UTF16[number]
    return {
        "id": f"id{number}",
        "created": "2026-11-20T09:00:00.000000+00:00",
        "user": f"acct:{PEOPLE[number]}@hypothes.is",
        "uri": PAGE,
        "text": NOTES[number],
        "tags": [VERDICTS[number].capitalize(), "statistics"],
        "references": [],
        "target": [
            {
                "source": PAGE,
                "selector": [
                    {"type": "RangeSelector", "startContainer": "/p[1]", "startOffset": 2},
                    {"type": "TextPositionSelector", "start": start, "end": end},
                    {"type": "TextQuoteSelector", "exact": QUOTES[number]},
                ],
            }
        ],
    } | other


def brat() -> str:
    lines = [
        f"T{n}\t{verdict.capitalize()} {span.start} {span.end}\t{quote}\n"
        f"#{n}\tAnnotatorNotes T{n}\t{note}"
        for n, (verdict, span, quote, note) in enumerate(
            zip(VERDICTS, SPANS, QUOTES, NOTES, strict=True), 1
        )
    ]
    return "\n".join(lines) + "\n"


def doccano(**other: Any) -> dict[str, Any]:
    entities = [
        {"id": n, "label": verdict, "start_offset": start, "end_offset": end}
        for n, (verdict, (start, end)) in enumerate(zip(VERDICTS, UTF16, strict=True))
    ]
    return {"id": 1, "text": ARTICLE, "entities": entities, "relations": [], "Comments": []} | other


def region(number: int = 0, **other: Any) -> dict[str, Any]:
    span = SPANS[number]
    return {
        "id": f"r{number}",
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {
            "start": span.start,
            "end": span.end,
            "text": QUOTES[number],
            "labels": [VERDICTS[number]],
        },
    } | other


def task(*results: dict[str, Any], **other: Any) -> dict[str, Any]:
    done = {
        "id": 10,
        "completed_by": {"email": "anna@example.org"},
        "created_at": "2026-11-20T09:00:00Z",
        "result": list(results) or [region(n) for n in range(3)],
    }
    return {"id": 1, "data": {"text": ARTICLE}, "annotations": [done | other]}


def selection(number: int = 0, inner: str = "", **other: str) -> str:
    span = SPANS[number]
    about = {
        "guid": f"00000000-0000-0000-0000-00000000000{number}",
        "name": QUOTES[number],
        "startPosition": str(span.start),
        "endPosition": str(span.end),
        "creatingUser": f"user-{PEOPLE[number]}".upper(),
        "creationDateTime": "2026-11-20T09:00:00Z",
    } | other
    said = "".join(f' {key}="{value}"' for key, value in about.items() if value)
    coding = f'<Coding guid="c"><CodeRef targetGUID="code-{VERDICTS[number]}"/></Coding>'
    return f"<PlainTextSelection{said}>{inner or coding}</PlainTextSelection>"


def qde(*selections: str, source: str = "", notes: str = "", origin: str = "TOOL") -> str:
    source = source or f'plainTextPath="internal://{GUID}.txt"'
    opening, _, content = source.partition(">")
    users = "".join(f'<User guid="user-{one}" name="{one}"/>' for one in ("anna", "basim"))
    children = "".join(f'<Code guid="CODE-{one.upper()}" name="{one}"/>' for one in VERDICTS)
    return (
        f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" '
        f'name="Jobs" origin="{origin}"><Users>{users}</Users><CodeBook><Codes>'
        f'<Code guid="V" name="Verdict" isCodable="false">{children}</Code>'
        '<Code guid="T" name="Tags"><Code guid="T1" name="statistics"/></Code></Codes></CodeBook>'
        f'<Sources><TextSource guid="{GUID}" name="Jobs report" {opening}>{content}'
        f"{''.join(selections)}</TextSource></Sources><Notes>{notes}</Notes></Project>"
    )


def qdpx(xml: str, text: str | bytes = ARTICLE, **other: str | bytes) -> bytes:
    return zipped({"project.qde": xml, f"sources/{GUID}.txt": text, **other})
