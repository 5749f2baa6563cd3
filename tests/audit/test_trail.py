"""What the log's rows are in words: every table, added, changed and removed."""

import pytest

from annotator.audit.descriptions import THINGS, entry
from annotator.audit.model import LoggedChange, TrailEntry, TrailPlace, ValueChange
from annotator.audit.references import RowNames
from annotator.kernel.changes import ChangeKind, ChangePlace, RowChange
from annotator.schema.tables import LOGGED
from tests.audit.trail_rows import ANNA, BEN, NAMES, ON, State, change, told

WHOLE: dict[str, State] = {
    "checkers": {"name": "Cleo"},
    "articles": {"number": 2, "title": "The bridge", "outlet": "Coast Radio", "archived": 0},
    "texts": {"length": 2953},
    "versions": {"article_id": "a1", "number": 2, "created_at": "2026-01-05T09:00:00.000Z"},
    "claims": {
        "article_id": "a1",
        "number": 3,
        "statement": "It rose.",
        "kinds": "number date",
        "importance": 2,
        "legal_risk": 1,
        "status": "open",
        "resolution": None,
    },
    "highlights": {**ON, "version_id": "v1", "start": 9, "end": 20, "quote": "crime fell"},
    "tags": {
        **ON,
        **ANNA,
        "version_id": "v1",
        "verdict": "disputed",
        "reason": "misleading",
        "conclusion": "Half of it.",
        "search_note": "",
        "tagged_at": "2026-01-05T09:00:00Z",
    },
    "sources": {"title": "The Post", "type": "news report", "rank": "secondary"},
    "evidence": {**ON, "source_id": "s1", "stance": "supports", "locator": "p. 3"},
    "contents": {"size": 12000},
    "attachments": {"sha256": "ab", "name": "a.pdf", "mime": "application/pdf"},
    "notes": {**ON, **ANNA, "body": "Ask the registry."},
    "queries": {**ON, **ANNA, "addressee": "Inés", "question": "Really?", "status": "open"},
    "contacts": {**ON, **ANNA, "person": "Inés", "terms": "on record", "outcome": "waiting"},
    "coverage": {**ANNA, "version_id": "v1", "start": 0, "end": 1200},
    "settings": {"id": "method", "value": "Two sources."},
    "reviews": {**ON, **ANNA, "tag_id": "t1", "decision": "reject", "why": "Too thin."},
    "rulings": {
        **ON,
        **ANNA,
        "verdict": "verified",
        "reason": None,
        "conclusion": "It stands.",
        "why": "",
        "settles": '{"t1": "seen"}',
    },
    "comments": {**ON, **ANNA, "body": "Look again."},
    "joined": {"into_id": "c4"},
    "kept_apart": {**ON, **ANNA, "other_id": "c4"},
    "placements": {**ON, "version_id": "v2", "placing": "changed", "outcome": ""},
    "corrections": {
        **ANNA,
        "article_id": "a1",
        "version_id": "v2",
        "kind": "correction",
        "old_words": "by half",
        "new_words": "by a third",
        "note": "",
        "corrected_on": "2026-01-05",
    },
}
LOGGED_TABLES = tuple(LOGGED)

ADDED = {
    "checkers": "checker “Cleo”",
    "articles": "article “The bridge”; number 2; outlet “Coast Radio”",
    "texts": "text 2,953 characters",
    "versions": "version 2; made 5 January 2026, 09:00 UTC",
    "claims": (
        "claim 3; statement “It rose.”; kinds number, date; importance central; legal risk yes"
    ),
    "highlights": "highlight “crime fell”; characters 10–20 of version 1",
    "tags": "tag disputed (misleading); conclusion “Half of it.”; made on version 1",
    "sources": "source “The Post”; type news report; rank secondary",
    "evidence": "evidence “The Post”; supports; locator “p. 3”",
    "contents": "contents 12,000 bytes",
    "attachments": "file “a.pdf”; kind application/pdf",
    "notes": "note “Ask the registry.”",
    "queries": "query addressee “Inés”; “Really?”",
    "contacts": "contact “Inés”; terms on record; outcome waiting",
    "coverage": "nothing to check in characters 1–1,200 of version 1",
    "settings": "setting “method” “Two sources.”",
    "reviews": "review Rejected Ben’s verdict: “Too thin.”",
    "rulings": "ruling verified; conclusion “It stands.”; settles Ben’s tag",
    "comments": "comment “Look again.”",
    "joined": "joined claim 3 with claim 4",
    "kept_apart": "claims kept apart claim 3 and claim 4",
    "placements": "place of claim 3 in version 2: not looked at since its words changed",
    "corrections": (
        "correction correction; words before “by half”; words now “by a third”;"
        " corrected on 2026-01-05; of version 2"
    ),
}

CHANGED: list[tuple[str, State, State, list[str]]] = [
    ("checkers", {"name": "A"}, {"name": "B"}, ["Checker, name: “A” → “B”"]),
    ("articles", {"title": "A"}, {"title": "B"}, ["Title: “A” → “B”"]),
    ("articles", {"assignee_id": None}, {"assignee_id": "ben"}, ["Assigned to: – → Ben"]),
    ("articles", {"archived": 0}, {"archived": 1}, ["In the archive: no → yes"]),
    ("versions", {"encoding": "a"}, {"encoding": "b"}, ["Version, encoding: a → b"]),
    (
        "versions",
        {},
        {"left_out": '[["caption",3,"Divers",4],["contents",1,"Quay",9]]'},
        ["Version, left out: – → 3 captions, 1 table of contents"],
    ),
    (
        "versions",
        {},
        {"locators": '[[0,"page 1"],[40,"page 2"],[90,"page 3"]]'},
        ["Version, cited by: – → page 1 … page 3"],
    ),
    (
        "versions",
        {},
        {"annotations": '[["comment",0,4,"Who?","Ada","","3","",0,"",[],""]]'},
        ["Version, annotations: – → 1 comment"],
    ),
    ("claims", {"status": "open"}, {"status": "checked"}, ["Status: open → checked"]),
    ("claims", {"importance": 0}, {"importance": 1}, ["Importance: ordinary → high"]),
    ("claims", {"speaker": ""}, {"speaker": "Inés"}, ["Speaker: – → “Inés”"]),
    ("claims", {"resolution": None}, {"resolution": "cut"}, ["Resolution: – → cut"]),
    ("claims", {"number": 4}, {"number": 3, "first_number": 4}, ["Number: 4 → 3"]),
    ("claims", {"first_number": 0}, {"first_number": 4}, ["Number before: – → 4"]),
    (
        "highlights",
        {**WHOLE["highlights"], "quote": "old quote"},
        {**WHOLE["highlights"], "quote": "new quote"},
        ["Highlight: “old quote” → “new quote”"],
    ),
    (
        "highlights",
        WHOLE["highlights"],
        {**WHOLE["highlights"], "version_id": "v2"},
        ["Highlight, place: characters 10–20 of version 1 → characters 10–20 of version 2"],
    ),
    (
        "tags",
        {**ANNA, "verdict": "verified", "tagged_at": "1"},
        {**ANNA, "verdict": "disputed", "reason": "contradicted", "tagged_at": "2"},
        ["Verdict: verified → disputed (contradicted)"],
    ),
    (
        "tags",
        {**BEN, "verdict": "verified", "conclusion": "Yes."},
        {**BEN, "verdict": "verified", "conclusion": "No."},
        ["Ben’s conclusion: “Yes.” → “No.”"],
    ),
    (
        "tags",
        {**ANNA, "tagged_at": "2026-01-05T09:00:00.000Z"},
        {**ANNA, "tagged_at": "2026-01-06T09:00:00.000Z"},
        ["Given: 5 January 2026, 09:00 UTC → 6 January 2026, 09:00 UTC"],
    ),
    (
        "tags",
        {**ANNA, "given_on": '[["v1",0,4,"Rome"],["v1",9,12,"fell"]]'},
        {**ANNA, "given_on": '[["v1",0,9,"Rome rose"]]'},
        ["Given on: “Rome” … “fell” → “Rome rose”"],
    ),
    ("sources", {"author": ""}, {"author": "A."}, ["Source “The Post”, author: – → “A.”"]),
    (
        "evidence",
        {"source_id": "s1", "stance": "supports"},
        {"source_id": "s1", "stance": "context"},
        ["Evidence from “The Post”, stance: supports → context"],
    ),
    ("attachments", {"name": "a"}, {"name": "b"}, ["File: “a” → “b”"]),
    ("notes", {**ANNA, "body": "A"}, {**ANNA, "body": "B"}, ["Note: “A” → “B”"]),
    (
        "queries",
        {**ANNA, "question": "Really?", "answer": "", "status": "open"},
        {**ANNA, "question": "Really?", "answer": "Yes.", "status": "answered"},
        ["Query “Really?”, answer: – → “Yes.”", "Query “Really?”, status: open → answered"],
    ),
    (
        "contacts",
        {**BEN, "person": "Inés", "outcome": "waiting"},
        {**BEN, "person": "Inés", "outcome": "replied"},
        ["Ben’s contact with Inés, outcome: waiting → replied"],
    ),
    (
        "coverage",
        {**ANNA, "version_id": "v1", "start": 0, "end": 9},
        {**ANNA, "version_id": "v1", "start": 0, "end": 5},
        ["Nothing to check in: characters 1–9 of version 1 → characters 1–5 of version 1"],
    ),
    ("settings", {"value": "A"}, {"value": "B"}, ["Setting “method”: “A” → “B”"]),
    (
        "reviews",
        {**ANNA, "decision": "accept", "seen": "x"},
        {**ANNA, "decision": "left as is", "seen": "y"},
        ["Review: accept → left as is"],
    ),
    (
        "rulings",
        {**ANNA, "verdict": "verified", "settles": "{}"},
        {**ANNA, "verdict": "verified", "settles": '["t1"]'},
        ["Ruling, settles: – → Ben’s tag"],
    ),
    ("comments", {**ANNA, "body": "A"}, {**ANNA, "body": "B"}, ["Comment: “A” → “B”"]),
    ("joined", {"id": "c3", "into_id": "c4"}, {"id": "c3", "into_id": "x"},
     ["Joined, with: claim 4 → another record"]),
    ("joined", {"id": "c9", "kind": "claim", "called": "7", "into_id": "c4"},
     {"id": "c9", "kind": "claim", "called": "8", "into_id": "c4"},
     ["Joined: claim 7 → claim 8"]),
    ("kept_apart", {**ON, **ANNA, "other_id": "c4"}, {**ON, **ANNA, "other_id": "x"},
     ["Claims kept apart, and: claim 4 → another record"]),
    ("placements",
     {**ON, "version_id": "v2", "placing": "sentence changed", "outcome": ""},
     {**ON, "version_id": "v2", "placing": "sentence changed", "outcome": "placed"},
     ["Place of claim 3 in version 2: not looked at since its sentence changed → on new words"]),
    ("placements",
     {**ON, "version_id": "v2", "placing": "ambiguous", "outcome": ""},
     {**ON, "version_id": "v2", "placing": "ambiguous", "outcome": "left"},
     ["Place of claim 3 in version 2: not chosen among several → left on the older version"]),
    ("corrections", {**ANNA, "kind": "correction"}, {**ANNA, "kind": "update"},
     ["Correction, kind: correction → update"]),
    ("versions", {"published_on": ""}, {"published_on": "2026-01-05"},
     ["Version, published on: – → 2026-01-05"]),
]  # fmt: skip

IDS = {"settings": "method", "joined": "c3", "sources": "s1", "claims": "c3"}


def row(table: str, before: State | None, after: State | None) -> RowChange:
    return RowChange(table, IDS.get(table, "row"), before, after)


def test_every_logged_table_is_a_thing() -> None:
    assert set(THINGS) == set(LOGGED_TABLES) == set(WHOLE) == set(ADDED)
    assert {table for table, *_ in CHANGED} >= set(LOGGED_TABLES) - {"texts", "contents"}


@pytest.mark.parametrize("table", LOGGED_TABLES)
def test_what_is_added_or_removed_is_told_whole(table: str) -> None:
    state = {"id": IDS.get(table, "row"), **WHOLE[table]}
    assert told(row(table, None, state)) == [f"Added: {ADDED[table]}"]
    assert told(row(table, state, None)) == [f"Removed: {ADDED[table]}"]


@pytest.mark.parametrize(("table", "before", "after", "sentences"), CHANGED)
def test_what_is_changed_is_told_value_by_value(
    table: str, before: State, after: State, sentences: list[str]
) -> None:
    assert told(row(table, before, after)) == sentences


def test_nothing_is_told_of_what_nobody_sees() -> None:
    assert told(row("highlights", {**WHOLE["highlights"], "reach": 3}, WHOLE["highlights"])) == []


def test_what_somebody_elses_tag_says_is_told_as_theirs() -> None:
    tag = {**WHOLE["tags"], **BEN}
    assert told(row("tags", None, tag))[0].startswith("Added: Ben’s tag disputed")


def test_what_is_not_known_gets_a_plain_word_and_never_an_id() -> None:
    states = [{"id": IDS.get(table, "row"), **state} for table, state in WHOLE.items()]
    said = " ".join(
        " ".join(told(row(table, None, state), RowNames()))
        for table, state in zip(WHOLE, states, strict=True)
    )
    assert not {"anna", "ben", "c3", "c4", "v1", "s1", "t1"} & {*said.replace("’", " ").split()}


def test_a_change_of_several_claims_names_each() -> None:
    rows = tuple(
        RowChange("claims", claim, {"status": "open"}, {"status": "checked"})
        for claim in ("c3", "c4")
    )
    found = entry(LoggedChange(change("Status of 2 claims", ChangePlace("a1")), rows), NAMES)
    assert found.spot.words == "harbour.txt"
    assert found.sentences() == [
        "Claim 3 – Status: open → checked",
        "Claim 4 – Status: open → checked",
    ]
    assert found.target == ChangePlace("a1", "")


def test_a_change_leads_to_the_only_claim_that_it_is_about() -> None:
    rows = (RowChange("notes", "n", None, {**ON, **ANNA, "body": "A"}),)
    assert entry(LoggedChange(change("Note", ChangePlace()), rows), NAMES).target == ChangePlace(
        "a1", "c3"
    )
    there = entry(LoggedChange(change("Note on claim 3", ChangePlace("a1", "c3")), rows), NAMES)
    assert there.sentences() == ["Added: note “A”"]
    assert there.target == ChangePlace("a1", "c3")
    assert there.spot.words == "Claim 3 of “harbour.txt”"
    assert (
        entry(LoggedChange(change("", ChangePlace()), rows, left_out=9), NAMES).target
        == ChangePlace()
    )


def test_an_undo_says_what_it_undid() -> None:
    recorded = LoggedChange(change("Note on claim 3", ChangePlace(), ChangeKind.UNDO), ())
    assert entry(recorded, NAMES).heading == "Undone: Note on claim 3"


def test_a_place_in_another_article_is_named_with_it() -> None:
    here = TrailPlace("a1", "c3", "harbour.txt", 1, 3)
    there = TrailPlace("a2", "c9", "The bridge", 2, 9)
    found = TrailEntry(
        change("", ChangePlace()), "", here, (ValueChange("status", "a", "b", there),)
    )
    assert found.sentences() == ["Claim 9 of “The bridge” – Status: a → b"]


def test_what_a_change_did_to_a_row_on_the_way_is_not_told() -> None:
    rows = (
        RowChange("notes", "n", None, {**ON, **ANNA, "body": "A"}),
        RowChange("notes", "m", None, {**ON, **ANNA, "body": "gone"}),
        RowChange("notes", "n", {**ON, **ANNA, "body": "A"}, {**ON, **ANNA, "body": "B"}),
        RowChange("notes", "m", {**ON, **ANNA, "body": "gone"}, None),
    )
    found = entry(LoggedChange(change("Note on claim 3", ChangePlace("a1", "c3")), rows), NAMES)
    assert found.sentences() == ["Added: note “B”"]


def test_words_that_read_alike_at_another_place_are_told_as_this() -> None:
    tag = WHOLE["tags"]
    there, elsewhere, wider = (
        {**tag, "given_on": f'[["v1",{start},{end},"{quote}"]]'}
        for start, end, quote in ((3, 7, "fell"), (12, 16, "fell"), (0, 7, "It fell"))
    )
    (moved,) = told(RowChange("tags", "t1", there, elsewhere))
    assert moved.endswith("Given on: “fell” → the same words at another place")
    (widened,) = told(RowChange("tags", "t1", there, wider))
    assert widened.endswith("Given on: “fell” → “It fell”")
