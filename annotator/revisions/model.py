"""The outcome of places in a new version, and the corrections of a text that was published."""

from dataclasses import dataclass, field
from enum import StrEnum

from annotator.schema.record_fields import Holds, RecordField, declared


class Placing(StrEnum):
    """What became of a place of a claim in a new version."""

    SAME = "same"
    SENTENCE_CHANGED = "sentence changed"
    CHANGED = "changed"
    AMBIGUOUS = "ambiguous"
    GONE = "gone"


PLACINGS_ASKED = tuple(placing for placing in Placing if placing is not Placing.SAME)
"""The outcomes of a comparison of which a record is kept, since no place was carried over."""


class PlaceOutcome(StrEnum):
    """What a person decided on a place that was not carried over by itself."""

    PLACED = "placed"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class PlacementRecord:
    """A place of a claim that was not carried over into a new version, and what was decided.

    ``version_id`` is the new version, and ``highlight_id`` the place in the older one. ``outcome``
    is ``None`` as long as nobody has decided; ``checker_id`` and ``decided_at`` are empty then.
    """

    id: str
    claim_id: str
    version_id: str
    highlight_id: str
    placing: Placing
    outcome: PlaceOutcome | None = None
    checker_id: str = ""
    decided_at: str = ""


class CorrectionKind(StrEnum):
    """The kinds of notes by which a publisher tells readers of a change, or why it does not."""

    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    UPDATE = "update"
    RETRACTION = "retraction"
    EDITORS_NOTE = "editor's note"
    NOT_NEEDED = "not needed"


@dataclass(frozen=True, slots=True)
class Correction:
    """A change of a text that was published, as readers are told of it; the day is an ISO date."""

    kind: CorrectionKind = field(
        metadata=declared(RecordField("Kind", Holds.ONE, CorrectionKind, by_name=False))
    )
    old_words: str = field(
        default="", metadata=declared(RecordField("Words before", warned="old words"))
    )
    new_words: str = field(
        default="", metadata=declared(RecordField("Words now", warned="new words"))
    )
    note: str = field(default="", metadata=declared(RecordField("Note")))
    corrected_on: str = field(
        default="",
        metadata=declared(RecordField("Corrected on", Holds.DAY, warned="day of the correction")),
    )
