"""QualCoder 4.0 Beta, ``refi.py`` of August 2026: its import and export of REFI-QDA, by its rules.

Its own code took in our projects whole, and its exports of them came back with every verdict,
reason, conclusion, checker and place.
"""

import html
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import pytest
from lxml import etree

from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.exchange.formats.reader import read_bytes
from annotator.exchange.formats.refi.writer import render
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.formats.deterministic_zip import parts
from tests.articles.intake.documents import zipped
from tests.exchange.formats.entries import entry_of, report_with
from tests.exchange.formats.jobs import report_of
from tests.exchange.peers import seven

_NS = "{urn:QDA-XML:project:1.0}"
_TEXT = "9E0A8FE7-E20C-48A4-8D7E-497CF55CE224"
_NOTE = "0F758EEB-D61D-4E91-B250-79861C3869A6"


@dataclass(frozen=True)
class Coding:
    """A row of its table of coded words."""

    code: str
    start: int
    end: int
    owner: str
    date: str
    memo: str


def imported(data: bytes) -> list[Coding]:
    """Return what it takes in; a rule that is broken ends its import, and fails here."""
    root = etree.fromstring(parts(data)["project.qde"])
    codes = {one.get("guid"): one for one in root.iter(f"{_NS}Code")}
    names = Counter((one.get("name"), one.get("isCodable")) for one in codes.values())
    assert max(names.values(), default=1) == 1, "a second code of a name has no codings"
    users = {one.get("guid"): one.get("name") for one in root.iter(f"{_NS}User")}
    for source in root.iter(f"{_NS}TextSource"):
        assert source.get("plainTextPath").startswith("internal:/")
    found = []
    annotated = Counter[tuple[str, str, str]]()
    for one in root.iter(f"{_NS}PlainTextSelection"):
        owner = users.get(one.get("creatingUser"), "default")
        memo = next((child.text for child in one if child.tag == f"{_NS}Description"), "")
        place = one.get("startPosition"), one.get("endPosition")
        codings = one.findall(f"{_NS}Coding")
        found += [
            Coding(name, int(place[0]), int(place[1]), owner, one.get("creationDateTime"), memo)
            for coding in codings
            for name in [codes[coding[0].get("targetGUID")].get("name")]
        ]
        if not codings:
            annotated[(*place, owner)] += 1
    assert max(annotated.values(), default=1) == 1, "a second note on the same words breaks it off"
    for note in root.iter(f"{_NS}Note"):
        assert note.get("creationDateTime") or note.get("modifiedDateTime"), "it breaks off"
    return found


def exported(codings: list[Coding], text: str, note: str = "", *, further: str = "") -> bytes:
    """Return the file that it writes: a selection for each coding, and notes beside the text.

    Only the first of a text's notes is referred to in it. ``further`` are other texts.
    """
    users = "".join(f'<User guid="U-{n}" name="{n}" />' for n in {c.owner for c in codings})
    books = {"Verdict": VERDICTS, "Dispute reason": REASONS, "Kind": {"number"}}
    book = "".join(
        f'<Code guid="B-{name}" name="{name}" isCodable="false">'
        + "".join(f'<Code guid="C-{one}" name="{one}" isCodable="true" />' for one in sorted(codes))
        + "</Code>"
        for name, codes in books.items()
    )
    selections = "".join(
        f'<PlainTextSelection guid="S-{n}" startPosition="{c.start}" endPosition="{c.end}" '
        f'name="{html.escape(text[c.start : c.end])}" creatingUser="U-{c.owner}" '
        f'creationDateTime="{c.date}"><Description>{html.escape(c.memo)}</Description>'
        f'<Coding guid="K-{n}" creatingUser="U-{c.owner}"><CodeRef targetGUID="C-{c.code}" />'
        "</Coding></PlainTextSelection>"
        for n, c in enumerate(codings)
    )
    ref = f'<NoteRef targetGUID="{_NOTE}" />' if note else ""
    xml = (
        '<Project xmlns="urn:QDA-XML:project:1.0" name="p.qda" origin="QualCoder 4.0 Beta">'
        f"<Users>{users}</Users><CodeBook><Codes>{book}</Codes></CodeBook>"
        f'<Sources><TextSource plainTextPath="internal://{_TEXT}.txt" '
        f'guid="{_TEXT}" name="Jobs">{selections}{ref}</TextSource>{further}</Sources>'
        f"<Notes>{note}</Notes></Project>"
    )
    return zipped({"project.qde": xml, f"sources/{_TEXT}.txt": "\ufeff" + text})


VERDICTS = {verdict.value for verdict in Verdict}
REASONS = {reason.value for reason in DisputeReason}


def test_all_is_taken_in_with_its_words() -> None:
    found = imported(render(seven.report()))
    verdicts = [one for one in found if one.code in VERDICTS]
    assert sorted((Span(c.start, c.end), c.code, c.memo, c.owner) for c in verdicts) == sorted(
        (spans[0], verdict, said, who) for spans, verdict, _, said, who in seven.truths()
    )


def test_its_export_comes_back_with_reasons_and_words() -> None:
    codings = imported(render(seven.report()))
    # it keeps no order among the codings of a place
    for some in (codings, codings[::-1]):
        file = read_bytes(exported(some, seven.TEXT), "p.qdpx")
        assert seven.told_by(file) == seven.truths()


@pytest.mark.parametrize("kind", [ReportKind.INTERNAL, ReportKind.PUBLIC])
def test_any_project_is_taken_in(
    desk: Project, river: Project, jobs: Project, kind: ReportKind
) -> None:
    for project in (desk, river, jobs):
        assert imported(render(report_of(project, ReportChoices(kind))))


def test_words_that_nobody_coded_are_selected_once() -> None:
    text = "The mill closed."
    bare = report_with(text, *(_bare(entry_of(text, n, Span(0, 8))) for n in range(2)))
    assert imported(render(bare)) == []
    assert len(read_bytes(render(bare), "p.qdpx").annotations) == 1


def _bare(entry: ClaimEntry) -> ClaimEntry:
    return replace(entry, claim=replace(entry.claim, kinds=()))


def test_a_person_may_give_two_verdicts_on_the_same_words() -> None:
    both = [Coding(code, 0, 11, "anna", "2026-11-20T09:00:00Z", "") for code in TWO]
    (disputed, verified) = sorted(read(both), key=lambda one: one.verdict)
    assert (disputed.verdict, disputed.reason) == ("disputed", "misleading")
    assert (verified.verdict, verified.reason) == ("verified", "")


TWO = ["verified", "misleading", "disputed"]


def test_another_person_on_the_same_words_stays_another() -> None:
    found = read([Coding("verified", 0, 11, who, "", "") for who in ("anna", "basim", "default")])
    assert [one.annotator for one in found] == ["anna", "basim", ""]


def test_a_note_on_words_is_read_with_its_place() -> None:
    note = (
        f'<Note guid="{_NOTE}" creatingUser="U-anna" creationDateTime="2026-11-20T09:00:00Z">'
        "<PlainTextContent>Ask the ministry.</PlainTextContent>"
        '<PlainTextSelection guid="N" startPosition="0" endPosition="11" /></Note>'
    )
    one, noted = read([Coding("verified", 12, 13, "anna", "", "")], note)
    assert one.offsets == ((12, 13),)
    assert (noted.offsets, noted.comment, noted.annotator) == (
        ((0, 11),),
        "Ask the ministry.",
        "anna",
    )
    assert noted.made_at == "2026-11-20T09:00:00Z"


def test_further_notes_are_on_the_only_text_or_named() -> None:
    notes = "".join(
        f'<Note guid="{guid}" creatingUser="U-anna" creationDateTime="2026-11-20T09:00:00Z">'
        f"<PlainTextContent>{said}</PlainTextContent>"
        f'<PlainTextSelection guid="N{guid}" startPosition="0" endPosition="3" /></Note>'
        for guid, said in ((_NOTE, "First."), ("N2", "Second."), ("N3", "Third."))
    )
    codings = [Coding("verified", 12, 13, "anna", "", "")]
    assert [one.comment for one in read(codings, notes)] == ["", "First.\nSecond.\nThird."]
    other = '<TextSource guid="T2" name="B"><PlainTextContent>B.</PlainTextContent></TextSource>'
    file = read_bytes(exported(codings, seven.TEXT, notes, further=other), "p.qdpx")
    assert [one.comment for one in file.annotations] == ["", "First."]
    assert [(one.where, one.why) for one in file.bad] == [
        ("2 notes", "It is not said in which text their words are.")
    ]


def read(codings: list[Coding], note: str = "") -> tuple[Any, ...]:
    file = read_bytes(exported(codings, seven.TEXT, note), "p.qdpx")
    assert file.bad == ()
    return file.annotations
