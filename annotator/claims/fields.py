"""The fields of a claim: each is declared here, and nowhere else.

The columns, the project as JSON, the audit trail, joining and splitting, blind packages, the
columns and the redaction of reports, the search and the details at the side go by ``Claim``. A
new field of words needs its line in ``Claim``, its member in ``ClaimWords``, a migration, and its
place in the details, in the schema of the JSON and in the reports that are to show it.
"""

from dataclasses import KW_ONLY, dataclass, field
from enum import Enum
from typing import cast

from annotator.claims.model import ClaimKind, ClaimStatus, ErrorKind, Importance, Resolution
from annotator.schema.record_fields import Holds, RecordField, declared, fields_of


class Typing(Enum):
    """The kind of text field in which words of a claim are typed.

    ``LINES`` grows with its words; ``LINE`` is a single line; ``NAME`` offers the names known in
    the project; ``DAY`` puts a day into ISO form once the field is left.
    """

    LINES = "lines"
    LINE = "line"
    NAME = "name"
    DAY = "day"


class Join(Enum):
    """How the answers of a field are combined where two claims are joined.

    ``KEPT``: the answer of the kept claim stays, and another answer goes into a note.
    ``ALL``: both lists are put together. ``MOST``: the greater of both. ``WORK``: the status that
    follows from both, see ``claims.join``.
    """

    KEPT = "kept"
    ALL = "all"
    MOST = "most"
    WORK = "work"


@dataclass(frozen=True)
class ClaimField(RecordField):
    """A field of a claim.

    Attributes:
        join: How the answers are combined where two claims are joined.
        is_split_off: Whether a claim that is split off another has the same answer.
        is_public: Whether the writer and the public may read it; other fields are of the desk.
        is_corrected: Whether a correction list shows it, though the public may not read it.
        is_judgement: Whether a package for a blind review leaves it blank.
        is_searched: Whether the search looks through it.
        typing: In which kind of field it is typed; ``None`` for a choice.
        asked: The label in the details; by default the label.
        hint: The placeholder of the empty field.
        act: The label of a change of it, with ``{}`` for the number of the claim.
        width: Of its column in a report, in characters; 0 for a field without a column.
    """

    _: KW_ONLY
    join: Join
    is_split_off: bool
    is_public: bool
    is_corrected: bool = False
    is_judgement: bool = False
    is_searched: bool = False
    typing: Typing | None = None
    asked: str = ""
    hint: str = ""
    act: str = ""
    width: int = 0

    @property
    def prompt(self) -> str:
        """Return the label in the details."""
        return self.asked or self.label

    @property
    def change(self) -> str:
        """Return the label of a change of it, with ``{}`` for the number of the claim."""
        return self.act or f"{self.label} of claim {{}}"


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement to be checked; ``number`` is stable within its article, from 1.

    ``statement`` is the claim in one's own words; empty while the quoted words say it all.
    ``said_on`` is kept as it was typed.
    """

    id: str
    article_id: str
    number: int
    _: KW_ONLY
    statement: str = field(
        default="",
        metadata=declared(
            ClaimField(
                "Statement",
                join=Join.KEPT,
                is_split_off=False,
                is_public=True,
                is_searched=True,
                typing=Typing.LINES,
                asked="In your own words",
                hint="If the quote needs them",
                width=32,
            )
        ),
    )
    speaker: str = field(
        default="",
        metadata=declared(
            ClaimField(
                "Speaker",
                join=Join.KEPT,
                is_split_off=True,
                is_public=True,
                is_searched=True,
                typing=Typing.NAME,
                hint="Who said it",
                width=16,
            )
        ),
    )
    said_on: str = field(
        default="",
        metadata=declared(
            ClaimField(
                "Said on",
                warned="day on which it was said",
                join=Join.KEPT,
                is_split_off=True,
                is_public=True,
                typing=Typing.DAY,
                asked="Date said",
                act="Date of claim {}",
                width=12,
            )
        ),
    )
    kinds: tuple[ClaimKind, ...] = field(
        default=(),
        metadata=declared(
            ClaimField(
                "Kinds", Holds.SOME, ClaimKind, join=Join.ALL, is_split_off=False, is_public=True
            )
        ),
    )
    importance: Importance = field(
        default=Importance.ORDINARY,
        metadata=declared(
            ClaimField(
                "Importance",
                Holds.STEP,
                Importance,
                blank=0,
                usual="ordinary",
                join=Join.MOST,
                is_split_off=False,
                is_public=False,
                width=12,
            )
        ),
    )
    legal_risk: bool = field(
        default=False,
        metadata=declared(
            ClaimField(
                "Legal risk",
                Holds.FLAG,
                blank=0,
                usual="no",
                join=Join.MOST,
                is_split_off=False,
                is_public=False,
                width=10,
            )
        ),
    )
    status: ClaimStatus = field(
        default=ClaimStatus.OPEN,
        metadata=declared(
            ClaimField(
                "Status",
                Holds.ONE,
                ClaimStatus,
                blank="open",
                usual="open",
                join=Join.WORK,
                is_split_off=False,
                is_public=False,
                is_judgement=True,
                width=16,
            )
        ),
    )
    proposed_wording: str = field(
        default="",
        metadata=declared(
            ClaimField(
                "Proposed wording",
                join=Join.KEPT,
                is_split_off=False,
                is_public=False,
                is_corrected=True,
                is_judgement=True,
                is_searched=True,
                typing=Typing.LINES,
                hint="How it should read instead",
                width=36,
            )
        ),
    )
    error_kind: ErrorKind | None = field(
        default=None,
        metadata=declared(
            ClaimField(
                "Kind of error",
                Holds.ONE_OR_NONE,
                ErrorKind,
                join=Join.KEPT,
                is_split_off=False,
                is_public=False,
                is_judgement=True,
                act="Kind of error in claim {}",
            )
        ),
    )
    resolution: Resolution | None = field(
        default=None,
        metadata=declared(
            ClaimField(
                "Resolution",
                Holds.ONE_OR_NONE,
                Resolution,
                blank=None,
                join=Join.KEPT,
                is_split_off=False,
                is_public=False,
                is_corrected=True,
                is_judgement=True,
                width=16,
            )
        ),
    )
    created_at: str = ""


CLAIM_FIELDS = {each.name: each for each in cast("tuple[ClaimField, ...]", fields_of(Claim))}
"""The fields of a claim by their names, in their order."""


class ClaimWords(Enum):
    """The fields of a claim in which people type."""

    STATEMENT = "statement"
    SPEAKER = "speaker"
    SAID_ON = "said_on"
    PROPOSED_WORDING = "proposed_wording"

    @property
    def field(self) -> ClaimField:
        """Return the field as it is declared."""
        return CLAIM_FIELDS[self.value]
