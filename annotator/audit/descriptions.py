"""The descriptions of the log's tables in the users' words: names, values and owners of rows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from annotator.articles.model import ArticlePlan, Metadata, Version
from annotator.audit import values
from annotator.audit.model import LoggedChange, TrailEntry, ValueChange
from annotator.audit.references import RowNames, State
from annotator.audit.values import ValueDescription, code, moment, number, told, words
from annotator.claims.fields import Claim
from annotator.claims.verdicts import Tag
from annotator.evidence.model import Attachment, EvidenceDetails, SourceDetails
from annotator.kernel.changes import RowChange
from annotator.kernel.excerpts import excerpt
from annotator.people.model import ContactDetails, ContactTerms, Note, Query
from annotator.review.model import Comment, Review
from annotator.review.rulings import Settlement
from annotator.revisions.model import Correction

About = Callable[[State, RowNames], str]


def _nothing(_state: State, _names: RowNames) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class TableDescription:
    """The rows of a table: their ``name``, their told values, and their owners.

    ``about`` tells a row from the others. In a table that ``is_whole`` by itself, for example of
    claims, a value is called by its label alone. ``owned`` rows belong to a checker, who is named
    where another changed them. A ``sentence`` tells an added or removed row instead of its fields,
    where a list of fields would read like a form.
    """

    name: str
    fields: tuple[ValueDescription, ...]
    about: About = _nothing
    is_whole: bool = False
    owned: bool = False
    sentence: values.Show | None = None


def _from_source(state: State, names: RowNames) -> str:
    return f"from {names.source(state.get('source_id'))}"


def _title(state: State, names: RowNames) -> str:
    return names.source(state["id"])


def _with_whom(state: State, names: RowNames) -> str:
    known = names.state("contacts", state["id"])
    hidden = names.redacted and bool(state.get("confidential") or known.get("confidential"))
    code_name = known.get("code_name") or state.get("code_name") or "a confidential person"
    return f"with {code_name if hidden else state.get('person')}"


def _of_setting(state: State, _names: RowNames) -> str:
    return f"“{state['id']}”"


def _of_placement(state: State, names: RowNames) -> str:
    return f"of {values.of_placement(state, names)}"


def _question(state: State, _names: RowNames) -> str:
    asked = " ".join(str(state.get("question") or "").split())
    return f"“{excerpt(asked, 40)}”"


_TITLE, *_METADATA = told(Metadata)
_DECISION, *_REASON = told(Review)
_GIVEN_ON = ValueDescription("given on", values.given_on, minor=True, alike=values.given_elsewhere)

THINGS: Mapping[str, TableDescription] = {
    "checkers": TableDescription(
        "checker", (ValueDescription("name", words("name"), by_name=False),)
    ),
    "articles": TableDescription(
        "article",
        (
            _TITLE,
            ValueDescription("number", number("number")),
            *_METADATA,
            ValueDescription("found automatically", values.kinds("found")),
            ValueDescription("file", words("file_name")),
            *told(ArticlePlan),
            ValueDescription("number before", number("first_number"), minor=True),
        ),
        is_whole=True,
    ),
    "texts": TableDescription(
        "text", (ValueDescription("", values.size("length", "characters"), by_name=False),)
    ),
    "versions": TableDescription(
        "version",
        (
            ValueDescription("", number("number"), by_name=False),
            ValueDescription("encoding", code("encoding")),
            ValueDescription("made", moment("created_at")),
            ValueDescription("left out", values.left_out),
            ValueDescription("cited by", values.locators, minor=True),
            ValueDescription("annotations", values.annotations),
            *told(Version),
            ValueDescription("file", words("file_name")),
        ),
    ),
    "claims": TableDescription(
        "claim",
        (
            ValueDescription("number", number("number"), by_name=False),
            *told(Claim),
            ValueDescription("number before", number("first_number"), minor=True),
        ),
        is_whole=True,
    ),
    "highlights": TableDescription(
        "highlight",
        (
            ValueDescription("", words("quote"), by_name=False),
            ValueDescription("place", values.place, by_name=False),
            ValueDescription("words before it", words("prefix"), minor=True),
            ValueDescription("words after it", words("suffix"), minor=True),
        ),
    ),
    "tags": TableDescription(
        "tag",
        (
            *told(Tag, without=("reason",), verdict=values.verdict),
            ValueDescription("made on", values.version),
            ValueDescription("given", moment("tagged_at"), minor=True),
            _GIVEN_ON,
        ),
        is_whole=True,
        owned=True,
    ),
    "sources": TableDescription(
        "source",
        (*told(SourceDetails),),
        about=_title,
    ),
    "evidence": TableDescription(
        "evidence",
        (
            ValueDescription("source", values.source, by_name=False),
            *told(EvidenceDetails),
        ),
        about=_from_source,
    ),
    "contents": TableDescription(
        "contents", (ValueDescription("", values.size("size", "bytes"), by_name=False),)
    ),
    "attachments": TableDescription(
        "file",
        (*told(Attachment),),
    ),
    "notes": TableDescription("note", (*told(Note),), owned=True),
    "queries": TableDescription(
        "query",
        (*told(Query, addressee=values.addressee),),
        about=_question,
        owned=True,
    ),
    "contacts": TableDescription(
        "contact",
        (*told(ContactDetails),),
        about=_with_whom,
        owned=True,
    ),
    "coverage": TableDescription(
        "nothing to check in", (ValueDescription("", values.place, by_name=False),), owned=True
    ),
    "settings": TableDescription(
        "setting", (ValueDescription("", values.setting, by_name=False),), about=_of_setting
    ),
    "reviews": TableDescription(
        "review",
        (
            _DECISION,
            ValueDescription("of", values.tag),
            *_REASON,
            ValueDescription("given", moment("reviewed_at"), minor=True),
            _GIVEN_ON,
        ),
        owned=True,
        sentence=values.review,
    ),
    "rulings": TableDescription(
        "ruling",
        (
            ValueDescription("", values.verdict, by_name=False),
            *told(Settlement, without=("verdict", "reason")),
            ValueDescription("settles", values.settles),
            ValueDescription("given", moment("ruled_at"), minor=True),
            _GIVEN_ON,
        ),
        owned=True,
    ),
    "comments": TableDescription("comment", (*told(Comment),), owned=True),
    "joined": TableDescription(
        "joined",
        (
            ValueDescription("", values.given_up, by_name=False),
            ValueDescription("with", values.joined("into_id")),
        ),
        sentence=values.join,
    ),
    "kept_apart": TableDescription(
        "claims kept apart",
        (
            ValueDescription("", values.claim("claim_id"), by_name=False),
            ValueDescription("and", values.claim("other_id")),
        ),
        owned=True,
        sentence=values.pair_apart,
    ),
    "placements": TableDescription(
        "place",
        (
            ValueDescription("", values.placed),
            ValueDescription("decided", moment("decided_at"), minor=True),
        ),
        about=_of_placement,
        sentence=values.placement,
    ),
    "corrections": TableDescription(
        "correction",
        (*told(Correction), ValueDescription("of", values.version)),
        owned=True,
    ),
}
"""Every table of which the log keeps the rows."""


NOTHING = "–"
"""Stands for a value that is empty."""
WITHHELD = "withheld"
"""Stands for what does not leave the program, since it would name somebody confidential."""


def entry(recorded: LoggedChange, names: RowNames) -> TrailEntry:
    """A change in words."""
    change = recorded.change
    found = tuple(d for row in net(recorded.rows) for d in differences(row, names, change.checker))
    return TrailEntry(
        change,
        _label(recorded, names),
        names.spot(change.place.article_id, change.place.claim_id),
        found,
        recorded.left_out,
        recorded.undone,
        recorded.heard_in,
    )


def net(rows: Iterable[RowChange]) -> list[RowChange]:
    """Return one entry for each row: its first state before the change and its last after it."""
    found: dict[tuple[str, str], RowChange] = {}
    for row in rows:
        key = row.table, row.row_id
        found[key] = replace(row, before=found[key].before) if key in found else row
    return [row for row in found.values() if row.before != row.after]


def differences(row: RowChange, names: RowNames, by: str = "") -> list[ValueChange]:
    """Return the differences of a row in words, for a change by a checker of this name."""
    thing = THINGS[row.table]
    spot, withheld = names.spot_of(row), _withheld(row, names)
    if row.before is None or row.after is None:
        state = _with_id(row.after or row.before or {}, row)
        told = _summary(thing, state, names, withheld)
        what, added = _called(thing, state, names, by), row.before is None
        return [ValueChange(what, None if added else told, told if added else None, spot)]
    state = _with_id(row.after, row)
    found = []
    for field, old, new in _changed(thing, row.before, row.after, names):
        if withheld(field):
            old = new = WITHHELD  # noqa: PLW2901 - told in its place
        found.append(ValueChange(_what(thing, field, state, names, by), old, new, spot))
    return found


def _changed(
    thing: TableDescription, before: State, after: State, names: RowNames
) -> list[tuple[ValueDescription, str, str]]:
    """Return the values that differ; the minor values only where no other does."""
    shown = [
        (field, old, (old == new and field.alike and field.alike(before, after)) or new)
        for field in thing.fields
        for old, new in [(field.show(before, names), field.show(after, names))]
    ]
    differing = [(f, old or NOTHING, new or NOTHING) for f, old, new in shown if old != new]
    return [d for d in differing if not d[0].minor] or differing


def _called(thing: TableDescription, state: State, names: RowNames, by: str) -> str:
    """Return the name of an added or removed row."""
    about = f" {thing.about(state, names)}" if thing.name == "setting" else ""
    return _owner(thing, state, names, by) + thing.name + about


def _what(
    thing: TableDescription, field: ValueDescription, state: State, names: RowNames, by: str
) -> str:
    """Return the name of a value: “verdict”, or “evidence from “The Post”, locator”."""
    owner = _owner(thing, state, names, by)
    if thing.is_whole and field.label:
        return owner + field.label
    whole = " ".join(part for part in (thing.name, thing.about(state, names)) if part)
    return owner + (f"{whole}, {field.label}" if field.label else whole)


def _owner(thing: TableDescription, state: State, names: RowNames, by: str) -> str:
    if not thing.owned:
        return ""
    whose = names.checker(state.get("checker_id"))
    return "" if whose == by else f"{whose}’s "


def _summary(
    thing: TableDescription,
    state: State,
    names: RowNames,
    withheld: Callable[[ValueDescription], bool],
) -> str:
    """Return all told values of an added or removed row."""
    if thing.sentence is not None:
        return thing.sentence(state, names)
    told = []
    for field in thing.fields:
        said = "" if field.minor or withheld(field) else field.show(state, names)
        if said and said != field.usual:
            told.append(f"{field.label} {said}" if field.by_name else said)
    # the first value of these is what they are called
    if withheld(thing.fields[0]) and thing.name in ("source", "contact", "file"):
        told.insert(0, WITHHELD)
    return "; ".join(told)


def _withheld(row: RowChange, names: RowNames) -> Callable[[ValueDescription], bool]:
    """Which values of a row are not told."""
    hidden, off_record = _is_hidden(row, names), _is_off_record(row, names)
    return lambda field: (field.private and hidden) or (field.spoken and off_record)


def _is_off_record(row: RowChange, names: RowNames) -> bool:
    """Return whether a row holds words off the record, in a trail that is to leave."""
    if not names.redacted or row.table != "contacts":
        return False
    states = [row.before or {}, row.after or {}, names.state("contacts", row.row_id)]
    return any(state.get("terms") == ContactTerms.OFF_RECORD for state in states)


def _is_hidden(row: RowChange, names: RowNames) -> bool:
    """Return whether a row is about a confidential row, in a trail that is to leave."""
    if not names.redacted:
        return False
    states = [row.before or {}, row.after or {}, names.state(row.table, row.row_id)]
    if row.table in ("sources", "contacts"):
        return any(state.get("confidential") for state in states)
    if row.table == "attachments":
        states = [names.state("evidence", state.get("evidence_id")) for state in states]
    return any(names.hides_source(s["source_id"]) for s in states if s.get("source_id"))


def _label(recorded: LoggedChange, names: RowNames) -> str:
    """Return the label of a change, without the title of a source that must not be named.

    Where a trail is of one claim, the source itself is not among the rows, but the evidence that
    rests on it is.
    """
    label = recorded.change.label
    for source_id, state in names.hidden_sources():
        if state.get("title"):
            label = label.replace(f"“{state['title']}”", f"“{names.source(source_id)}”")
    for row in recorded.rows:
        if row.table == "sources" and _is_hidden(row, names):
            known = names.state("sources", row.row_id)
            for state in (row.before or {}, row.after or {}, known):
                if state.get("title"):
                    label = label.replace(f"“{state['title']}”", f"“{_code_name(row, known)}”")
    return label


def _code_name(row: RowChange, known: State) -> str:
    states = (known, row.after or {}, row.before or {})
    return str(next((s["code_name"] for s in states if s.get("code_name")), WITHHELD))


def _with_id(state: State, row: RowChange) -> State:
    return {**state, "id": row.row_id}
