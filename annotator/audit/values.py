"""How the values of a row are put into words."""

from collections.abc import Callable
from dataclasses import dataclass

from annotator.audit.references import RowNames, State, settled
from annotator.claims.model import Importance
from annotator.kernel.wording import utc_moment
from annotator.review.model import Decision
from annotator.schema.settings import MISSING_FILE

Show = Callable[[State, RowNames], str]


@dataclass(frozen=True, slots=True)
class ValueDescription:
    """A value of a thing: its label (none for what the thing is all about) and its words.

    Of a thing that is added or removed, a value is told ``by_name`` or by itself, unless it is
    the ``usual`` one. ``minor`` ones are told only where nothing else changed, ``private`` ones of
    nothing that is confidential, and ``spoken`` ones not where they were said off the record.
    """

    label: str
    show: Show
    by_name: bool = True
    minor: bool = False
    private: bool = False
    spoken: bool = False
    usual: str = ""


def words(column: str) -> Show:
    """What somebody wrote, in quotation marks."""
    return lambda state, _names: f"“{state[column]}”" if state.get(column) else ""


def setting(state: State, _names: RowNames) -> str:
    """The value of a setting; of a file that is missing nothing, since its name may be a secret."""
    hidden = str(state.get("id", "")).startswith(MISSING_FILE)
    return "" if hidden or not state.get("value") else f"“{state['value']}”"


def code(column: str) -> Show:
    """One of a few values that are words by themselves."""
    return lambda state, _names: str(state.get(column) or "")


def number(column: str) -> Show:
    """A number that counts from 1; nothing for 0."""
    return lambda state, _names: str(state.get(column) or "")


def yes(column: str) -> Show:
    """Whether something holds."""
    return lambda state, _names: ("yes" if state[column] else "no") if column in state else ""


def moment(column: str) -> Show:
    """A time in UTC, for it may leave this computer in a file."""
    return lambda state, _names: utc_moment(str(state.get(column) or ""))


def kinds(column: str) -> Show:
    """Several codes."""
    return lambda state, _names: ", ".join(str(state.get(column) or "").split())


def importance(state: State, _names: RowNames) -> str:
    """How much hangs on a claim."""
    found = state.get("importance", 0)
    members = list(Importance)
    return members[found].value if isinstance(found, int) and found < len(members) else ""


def verdict(state: State, _names: RowNames) -> str:
    """A verdict with the reason of a dispute."""
    reason = f" ({state['reason']})" if state.get("reason") else ""
    return f"{state.get('verdict', '')}{reason}"


def checker(column: str) -> Show:
    """A person."""
    return lambda state, names: names.checker(state[column]) if state.get(column) else ""


def addressee(state: State, names: RowNames) -> str:
    """Whom a question is put to."""
    asked = names.code_names.instead_of(str(state.get("addressee") or ""))
    return f"“{asked}”" if asked else ""


def source(state: State, names: RowNames) -> str:
    """What evidence rests on."""
    return names.source(state.get("source_id"))


def version(state: State, names: RowNames) -> str:
    """The version that something is about."""
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
    """Return what a reviewer did with whose verdict, and the reason given."""
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
    """One of two records that were made one."""
    return lambda state, names: names.joined(state[column])


def size(column: str, unit: str) -> Show:
    """How large something is."""
    return lambda state, _names: f"{int(str(state.get(column) or 0)):,} {unit}"
