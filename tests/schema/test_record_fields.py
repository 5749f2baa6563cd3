"""Every column of a logged table is told in the trail, or known not to be.

The tests go through the tables and not through the records, so that a column that no record
declares is met as well. Each exception is named with its reason.
"""

from dataclasses import fields, replace
from typing import Any

import pytest

from annotator.appearance import label
from annotator.audit.descriptions import differences
from annotator.audit.references import RowNames
from annotator.claims.fields import CLAIM_FIELDS, Claim, ClaimWords
from annotator.claims.join import Joining, join_rows
from annotator.claims.model import ClaimKind, ClaimStatus, ErrorKind, Importance, Resolution
from annotator.kernel.changes import RowChange
from annotator.schema.record_fields import Holds, RecordField
from annotator.schema.tables import LOGGED, TableColumn
from annotator.sharing.packages import JUDGING
from tests.audit.trail_rows import KNOWN

COLUMNS = [(table.name, column) for table in LOGGED.values() for column in table.columns]
FIELDS = [(table, column.field) for table, column in COLUMNS if column.field is not None]

_ROW_NUMBER = "the number of a row, which stays in its file"
_ID = "an id says nothing to people"
_PLACE = "it is the place of the change, which the trail names before anything else"
_OWN = "nobody changes it once the row is there"
NOT_IN_TRAIL = {
    name: reason
    for reason, names in {
        _ROW_NUMBER: [f"{table}.key" for table in LOGGED if "key" in LOGGED[table].by_name],
        _ID: [f"{table}.id" for table in LOGGED if table != "joined"],
        _PLACE: [
            *(f"{table}.claim_id" for table in LOGGED if "claim_id" in LOGGED[table].by_name),
            *("claims.article_id", "versions.article_id", "corrections.article_id"),
            *("placements.version_id", "placements.highlight_id"),
            *("attachments.evidence_id", "attachments.version_id"),
        ],
        _OWN: [
            *(f"{table}.checker_id" for table in LOGGED if "checker_id" in LOGGED[table].by_name),
            *("versions.sha256", "attachments.sha256", "articles.created_at"),
            *("claims.created_at", "evidence.created_at", "attachments.added_at"),
            *("notes.created_at", "queries.asked_at", "contacts.created_at"),
            *("comments.created_at", "coverage.marked_at", "kept_apart.kept_at"),
            *("kept_apart.other_id", "placements.placing", "corrections.created_at"),
        ],
        "it follows from start and end": ["highlights.reach"],
        "it follows from the text around the place": ["highlights.sentence"],
        "it follows from the texts, which the log has by their hash": ["texts.text"],
        "it follows from the files, which the log has by their hash": ["contents.data"],
        "a digest of what the reviewer saw, told by its effect": ["reviews.seen"],
        "it is told with what the record was called": ["joined.kind"],
        "an id of the writer's file says nothing to people": [
            f"{table}.file_annotation" for table in ("claims", "evidence", "queries", "comments")
        ],
    }.items()
    for name in names
}


def values_of(table: str, column: TableColumn) -> tuple[Any, Any]:
    """Two values that the column may hold."""
    said = column.field
    if said is not None and said.words is not None:
        first, second, *_ = list(said.words)
        if said.holds is Holds.STEP:
            return 0, 1
        return first.value, second.value
    for pair in PAIRS.get(f"{table}.{column.name}", ()), *_GUESSES:
        try:
            for value in pair:
                column.kind.check(value)
        except ValueError:
            continue
        if pair:
            return pair
    raise AssertionError(f"no two values of {table}.{column.name}")


_GUESSES: list[tuple[Any, Any]] = [
    ("2026-01-05T09:00:00.000Z", "2026-02-05T09:00:00.000Z"),
    ("2026-01-05", "2026-02-05"),
    ("Inés", "Ben"),
    (3, 4),
    (0, 1),
    ("a" * 64, "b" * 64),
    ("a" * 16, "b" * 16),
    ("title", "outlet"),
    (b"a", b"b"),
]
PAIRS: dict[str, tuple[Any, Any]] = {
    "articles.assignee_id": ("anna", "ben"),
    "tags.version_id": ("v1", "v2"),
    "highlights.version_id": ("v1", "v2"),
    "coverage.version_id": ("v1", "v2"),
    "corrections.version_id": ("v1", "v2"),
    "placements.placing": ("changed", "gone"),
    "placements.outcome": ("", "placed"),
    "evidence.source_id": ("s1", "s2"),
    "reviews.tag_id": ("t1", "t2"),
    "rulings.settles": ("{}", '{"t1":"' + "a" * 16 + '"}'),
    **dict.fromkeys(
        ("tags.given_on", "reviews.given_on", "rulings.given_on"),
        ('[["v1",0,4,"Rome",""]]', '[["v1",0,5,"Roman",""]]'),
    ),
    "versions.locators": ('[[0,"page 3"]]', '[[0,"page 4"]]'),
    "versions.left_out": ('[["caption",1,"Divers",4]]', '[["caption",2,"Divers",4]]'),
    "versions.annotations": (
        '[["comment",0,4,"Who?","Ada","","3","",0,"",[],""]]',
        '[["comment",0,4,"Who?","Ada","","3","",0,"",[],""],["link",0,4,"","","","","",0,"",[],""]]',
    ),
    "joined.kind": ("claim", "checker"),
    "joined.called": ("", "4"),
    "joined.id": ("c3", "c4"),
    "joined.into_id": ("c3", "c4"),
}
NAMES = RowNames(
    KNOWN | {("tags", "t2"): {"id": "t2", "claim_id": "c3", "checker_id": "anna"}},
)


def a_row(table: str) -> dict[str, Any]:
    return {c.name: values_of(table, c)[0] for c in LOGGED[table].columns if c.logged}


@pytest.mark.parametrize(
    ("table", "column"),
    [pair for pair in COLUMNS if f"{pair[0]}.{pair[1].name}" not in NOT_IN_TRAIL],
    ids=lambda value: value.name if isinstance(value, TableColumn) else value,
)
def test_the_trail_tells_a_change_of_the_column(table: str, column: TableColumn) -> None:
    before = a_row(table)
    after = before | {column.name: values_of(table, column)[1]}
    assert differences(RowChange(table, str(before["id"]), before, after), NAMES, "Anna")


def test_the_exceptions_of_the_trail_are_columns() -> None:
    assert NOT_IN_TRAIL.keys() <= {f"{table}.{column.name}" for table, column in COLUMNS}


@pytest.mark.parametrize("name", [n for n, f in CLAIM_FIELDS.items() if f.words is None])
def test_the_trail_tells_what_a_new_claim_says(name: str) -> None:
    state = {"id": "c3", "number": 3, name: "Harwick" if name != "legal_risk" else 1}
    (told,) = differences(RowChange("claims", "c3", None, state), NAMES, "Anna")
    said = "yes" if name == "legal_risk" else "Harwick"
    assert f"{CLAIM_FIELDS[name].in_trail} " in (told.new or "")
    assert said in (told.new or "")


KEPT, OTHER = Claim("c1", "a1", 1), Claim("c2", "a1", 2)
SAID: dict[str, tuple[Any, Any]] = {
    "kinds": ((ClaimKind.NUMBER,), (ClaimKind.DATE,)),
    "importance": (Importance.HIGH, Importance.CENTRAL),
    "legal_risk": (False, True),
    "status": (ClaimStatus.IN_PROGRESS, ClaimStatus.WAITING),
    "error_kind": (ErrorKind.NAME, ErrorKind.DATE),
    "resolution": (Resolution.CUT, Resolution.HEDGED),
}
"""Two answers in each field that is no text."""
OF_ITSELF = {"key", "id", "article_id", "number", "first_number", "created_at"}
OF_ITSELF |= {"file_annotation"}
"""Columns of a claim that say which one it is, or whence, and nothing about it."""
SAYING = [name for name in LOGGED["claims"].names() if name not in OF_ITSELF]


def answers(name: str) -> tuple[Any, Any]:
    return SAID.get(name, ("Harwick", "Eastmarch"))


def test_a_claim_has_a_field_for_every_column_in_which_it_says_something() -> None:
    assert CLAIM_FIELDS.keys() == {*SAYING}
    assert {each.name for each in fields(Claim)} - OF_ITSELF == {*SAYING}


def join(*joined: Claim) -> Joining:
    """The join of claims as the rows in which they are kept."""
    return join_rows(
        "claims", [{n: f.held(getattr(c, n)) for n, f in CLAIM_FIELDS.items()} for c in joined]
    )


@pytest.mark.parametrize("name", SAYING)
def test_what_only_the_other_claim_says_is_taken_over(name: str) -> None:
    _, theirs = answers(name)
    joining = join(KEPT, replace(OTHER, **{name: theirs}))
    assert CLAIM_FIELDS[name].value(joining.state[name]) == theirs
    assert joining.left == ()


@pytest.mark.parametrize("name", SAYING)
def test_nothing_that_two_joined_claims_say_is_lost(name: str) -> None:
    mine, theirs = answers(name)
    joining = join(replace(KEPT, **{name: mine}), replace(OTHER, **{name: theirs}))
    result: Any = CLAIM_FIELDS[name].value(joining.state[name])
    if joining.left:
        assert result == mine
        assert joining.left[0].words == f"{CLAIM_FIELDS[name].label}: {theirs}"
    else:
        assert result == theirs or {*mine, *theirs} <= {*result}


@pytest.mark.parametrize("name", [n for n, f in CLAIM_FIELDS.items() if f.is_judgement])
def test_a_blind_package_holds_what_nobody_has_filled_in(name: str) -> None:
    assert CLAIM_FIELDS[name].value(JUDGING[name]) == getattr(KEPT, name)


def test_each_field_of_words_can_be_typed_and_no_other() -> None:
    typed = [name for name, field in CLAIM_FIELDS.items() if field.typing]
    assert [words.value for words in ClaimWords] == typed
    assert typed == [name for name, field in CLAIM_FIELDS.items() if field.holds is Holds.TEXT]


@pytest.mark.parametrize("name", CLAIM_FIELDS)
def test_what_nobody_has_filled_in_is_read_as_such(name: str) -> None:
    field = CLAIM_FIELDS[name]
    LOGGED["claims"].check({name: field.blank})
    assert field.value(field.blank) == getattr(KEPT, name)
    assert field.held(getattr(KEPT, name)) == field.blank


OF_THE_SECRET = {
    "sources.code_name": "it is what a report calls the source",
    "contacts.code_name": "it is what a report calls the person",
}
"""Fields of words that a confidential record shows, each with the reason."""


@pytest.mark.parametrize(
    ("table", "field"),
    [
        (table, field)
        for table, field in FIELDS
        if table in ("sources", "contacts", "evidence", "attachments")
        if field.holds in (Holds.TEXT, Holds.CODE)
    ],
    ids=lambda value: value.name if isinstance(value, RecordField) else value,
)
def test_words_of_a_confidential_record_are_withheld(table: str, field: RecordField) -> None:
    assert field.is_private is (f"{table}.{field.name}" not in OF_THE_SECRET)


@pytest.mark.parametrize(
    ("table", "field"),
    [(table, field) for table, field in FIELDS if field.words is not None],
    ids=lambda value: value.name if isinstance(value, RecordField) else value,
)
def test_every_word_of_a_list_has_a_label(table: str, field: RecordField) -> None:
    assert field.words is not None
    labels = [label(member) for member in field.words]
    assert all(labels), table
    assert len({*labels}) == len(labels)
