"""How the values of a row are put into words."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from annotator.articles.kept_annotations import read_annotations
from annotator.articles.left_out import in_words, read_column
from annotator.articles.locators import locators_in_words, read_locators
from annotator.articles.model import annotations_in_words
from annotator.audit.references import RowNames, State, settled
from annotator.claims.judged_words import GAP, outermost, read_places
from annotator.kernel.word_difference import AT_ANOTHER_PLACE
from annotator.kernel.wording import utc_moment
from annotator.review.model import Decision
from annotator.revisions.model import PlaceOutcome, Placing
from annotator.schema.record_fields import Holds, RecordField, fields_of
from annotator.schema.settings import MISSING_FILE

Show = Callable[[State, RowNames], str]


@dataclass(frozen=True, slots=True)
class ValueDescription:
    """A value of a record: its label (none for the value that names the record) and its words.

    Of a thing that is added or removed, a value is told ``by_name`` or by itself, unless it is
    the ``usual`` one. ``minor`` ones are told only where nothing else changed, ``private`` ones of
    nothing that is confidential, and ``spoken`` ones not where they were said off the record.
    ``alike`` tells how values before and after differ that read the same, empty if they do not.
    """

    label: str
    show: Show
    by_name: bool = True
    minor: bool = False
    private: bool = False
    spoken: bool = False
    usual: str = ""
    alike: Callable[[State, State], str] | None = None


def words(column: str) -> Show:
    """Show written words, in quotation marks."""
    return lambda state, _names: f"“{state[column]}”" if state.get(column) else ""


def setting(state: State, _names: RowNames) -> str:
    """Return the value of a setting; empty for a missing file, since its name may be a secret."""
    hidden = str(state.get("id", "")).startswith(MISSING_FILE)
    return "" if hidden or not state.get("value") else f"“{state['value']}”"


def code(column: str) -> Show:
    """Show a value that is a word by itself."""
    return lambda state, _names: str(state.get(column) or "")


def number(column: str) -> Show:
    """Show a number that counts from 1; an empty word for 0."""
    return lambda state, _names: str(state.get(column) or "")


def yes(column: str) -> Show:
    """Show whether a flag holds."""
    return lambda state, _names: ("yes" if state[column] else "no") if column in state else ""


def moment(column: str) -> Show:
    """A time in UTC, for it may leave this computer in a file."""
    return lambda state, _names: utc_moment(str(state.get(column) or ""))


def kinds(column: str) -> Show:
    """Several codes."""
    return lambda state, _names: ", ".join(str(state.get(column) or "").split())


def step(column: str, steps: type[StrEnum]) -> Show:
    """Show a word of an enumeration whose place the column holds; empty for a place beyond."""
    members = [*steps]

    def show(state: State, _names: RowNames) -> str:
        found = state.get(column, 0)
        return members[found].value if isinstance(found, int) and found < len(members) else ""

    return show


def verdict(state: State, _names: RowNames) -> str:
    """A verdict with the reason of a dispute."""
    reason = f" ({state['reason']})" if state.get("reason") else ""
    return f"{state.get('verdict', '')}{reason}"


def checker(column: str) -> Show:
    """A person."""
    return lambda state, names: names.checker(state[column]) if state.get(column) else ""


def addressee(state: State, names: RowNames) -> str:
    """Return the addressee of a question."""
    asked = names.code_names.instead_of(str(state.get("addressee") or ""))
    return f"“{asked}”" if asked else ""


def source(state: State, names: RowNames) -> str:
    """Return the source of evidence."""
    return names.source(state.get("source_id"))


def left_out(state: State, _names: RowNames) -> str:
    """Return the kinds of parts that a version lacks, with their numbers."""
    return in_words(read_column(str(state.get("left_out") or "")))


def locators(state: State, _names: RowNames) -> str:
    """Return the first and the last locator of a version."""
    return locators_in_words(read_locators(str(state.get("locators") or "")))


def annotations(state: State, _names: RowNames) -> str:
    """Return the kinds of annotations of a version's file, with their numbers."""
    return annotations_in_words(read_annotations(str(state.get("annotations") or "")))


def version(state: State, names: RowNames) -> str:
    """Return the version of a row."""
    return names.version(state["version_id"]) if state.get("version_id") else ""


def place(state: State, names: RowNames) -> str:
    """A stretch of a text, its characters counted from 1."""
    start, end = int(str(state["start"])) + 1, int(str(state["end"]))
    return f"characters {start:,}–{end:,} of {names.version(state['version_id'])}"


def tag(state: State, names: RowNames) -> str:
    """The tag that a review is of."""
    return names.tag(state["tag_id"]) if state.get("tag_id") else ""


_REVIEWED = {
    Decision.ACCEPT: "Accepted {}",
    Decision.REJECT: "Rejected {}",
    Decision.LEFT: "Left {} as it is",
    Decision.PROPOSE: "Proposed another verdict than {}",
    Decision.NO_CLAIM: "Called it not a checkable claim",
}


def review(state: State, names: RowNames) -> str:
    """Return a reviewer's decision with the verdict's checker, and the reason given."""
    decision = str(state.get("decision") or "")
    form = next(
        (form for known, form in _REVIEWED.items() if known == decision), f"{decision}: {{}}"
    )
    reason = f": “{state['why']}”" if state.get("why") else ""
    return form.format(names.verdict_of(state.get("tag_id"))) + reason


def settles(state: State, names: RowNames) -> str:
    """The tags that a ruling settles."""
    return ", ".join(names.tag(tag_id) for tag_id in settled(state))


def joined(column: str) -> Show:
    """Show a record of two that were joined."""
    return lambda state, names: names.joined(state[column])


def given_up(state: State, names: RowNames) -> str:
    """Return the record that was given up for another, by what it was called if that is known."""
    known = f"{state.get('kind')} {state['called']}" if state.get("called") else ""
    return known or names.joined(state["id"])


def join(state: State, names: RowNames) -> str:
    """Return a record and that with which it was made one."""
    return f"{given_up(state, names)} with {names.joined(state['into_id'])}"


def pair_apart(state: State, names: RowNames) -> str:
    """Return two claims that are kept apart."""
    return " and ".join(claim(column)(state, names) for column in ("claim_id", "other_id"))


def claim(column: str) -> Show:
    """Show a claim by its number."""
    return lambda state, names: names.joined(state[column]) if state.get(column) else ""


def placed(state: State, _names: RowNames) -> str:
    """Return what became of a place that was not carried over into a new version."""
    known = (str(state.get("placing")), str(state.get("outcome") or ""))
    return next(_PLACED[each] for each in (known, ("", known[1]), ("", "")) if each in _PLACED)


_PLACED = {
    (Placing.SENTENCE_CHANGED, ""): "not looked at since its sentence changed",
    (Placing.CHANGED, ""): "not looked at since its words changed",
    (Placing.AMBIGUOUS, ""): "not chosen among several",
    (Placing.GONE, PlaceOutcome.LEFT): "cut",
    ("", PlaceOutcome.PLACED): "on new words",
    ("", PlaceOutcome.LEFT): "left on the older version",
    ("", ""): "not looked at",
}


def placement(state: State, names: RowNames) -> str:
    """Return the claim of a place, the new version, and what became of the place there."""
    return f"of {of_placement(state, names)}: {placed(state, names)}"


def of_placement(state: State, names: RowNames) -> str:
    """Return the claim of a place and the new version."""
    claim = names.state("claims", state.get("claim_id")).get("number")
    return f"{f'claim {claim}' if claim else 'a claim'} in {version(state, names) or 'a version'}"


def given_on(state: State, _names: RowNames) -> str:
    """Return the words that a judgement was given on."""
    try:
        places = outermost(read_places(str(state.get("given_on") or "[]")) or ())
        return GAP.join(f"“{place.quote}”" for place in places)
    except (ValueError, TypeError):
        return ""


def given_elsewhere(before: State, after: State) -> str:
    """Return that a judgement was given anew at another place, on words that read alike."""
    states = before.get("given_on"), after.get("given_on")
    if not all(states):
        return ""
    places = ([place[:3] for place in read_places(str(state)) or ()] for state in states)
    one, other = places
    return AT_ANOTHER_PLACE if one != other else ""


def size(column: str, unit: str) -> Show:
    """Show a size in its unit."""
    return lambda state, _names: f"{int(str(state.get(column) or 0)):,} {unit}"


def told(record: type, without: Collection[str] = (), **shows: Show) -> Iterator[ValueDescription]:
    """Return the descriptions of the fields that a record declares.

    Args:
        record: A dataclass that declares fields.
        without: The names of fields that are told with another field.
        shows: By the names of fields, functions that tell them otherwise than their kind.
    """
    for field in fields_of(record):
        if field.name in without:
            continue
        yield ValueDescription(
            field.in_trail,
            shows.get(field.name) or _show(field),
            by_name=field.by_name,
            private=field.is_private,
            spoken=field.is_spoken,
            usual=field.usual,
        )


def _show(field: RecordField) -> Show:
    if field.holds is Holds.STEP and field.words is not None:
        return step(field.name, field.words)
    return _SHOWS.get(field.holds, code)(field.name)


_SHOWS: dict[Holds, Callable[[str], Show]] = {
    Holds.TEXT: words,
    Holds.FLAG: yes,
    Holds.SOME: kinds,
    Holds.CHECKER: checker,
}
