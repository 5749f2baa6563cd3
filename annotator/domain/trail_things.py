"""The tables of the log as things that people know: what each is called and what is told of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from annotator.domain import trail_values as values
from annotator.domain.articles import Metadata, Plan
from annotator.domain.claim_fields import Claim
from annotator.domain.evidence import Attachment, EvidenceDetails, SourceDetails
from annotator.domain.excerpts import excerpt
from annotator.domain.people import ContactDetails, Note, Query
from annotator.domain.reviews import Comment, Review
from annotator.domain.rulings import Settlement
from annotator.domain.trail_names import Names, State
from annotator.domain.trail_values import Field, code, moment, number, told, words
from annotator.domain.verdicts import Tag

About = Callable[[State, Names], str]


def _nothing(_state: State, _names: Names) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Thing:
    """Rows of one table: ``name``, what is told of them, and whose they are.

    ``about`` tells one from the others. Of a thing that ``is_whole`` by itself, such as a claim, a
    value is called by its label alone. ``owned`` ones belong to a checker, who is named where
    somebody else changed them. A ``sentence`` tells one that was added or removed instead of its
    fields, where a list of fields would read like a form.
    """

    name: str
    fields: tuple[Field, ...]
    about: About = _nothing
    is_whole: bool = False
    owned: bool = False
    sentence: values.Show | None = None


def _from_source(state: State, names: Names) -> str:
    return f"from {names.source(state.get('source_id'))}"


def _title(state: State, names: Names) -> str:
    return names.source(state["id"])


def _with_whom(state: State, names: Names) -> str:
    known = names.state("contacts", state["id"])
    hidden = names.redacted and bool(state.get("confidential") or known.get("confidential"))
    code_name = known.get("code_name") or state.get("code_name") or "a confidential person"
    return f"with {code_name if hidden else state.get('person')}"


def _of_setting(state: State, _names: Names) -> str:
    return f"“{state['id']}”"


def _question(state: State, _names: Names) -> str:
    asked = " ".join(str(state.get("question") or "").split())
    return f"“{excerpt(asked, 40)}”"


_TITLE, *_METADATA = told(Metadata)
_DECISION, *_REASON = told(Review)

THINGS: Mapping[str, Thing] = {
    "checkers": Thing("checker", (Field("name", words("name"), by_name=False),)),
    "articles": Thing(
        "article",
        (
            _TITLE,
            Field("number", number("number")),
            *_METADATA,
            Field("found automatically", values.kinds("found")),
            Field("file", words("file_name")),
            *told(Plan),
            Field("number before", number("first_number"), minor=True),
        ),
        is_whole=True,
    ),
    "texts": Thing("text", (Field("", values.size("length", "characters"), by_name=False),)),
    "versions": Thing(
        "version",
        (
            Field("", number("number"), by_name=False),
            Field("encoding", code("encoding")),
            Field("made", moment("created_at")),
        ),
    ),
    "claims": Thing(
        "claim",
        (
            Field("number", number("number"), by_name=False),
            *told(Claim),
            Field("number before", number("first_number"), minor=True),
        ),
        is_whole=True,
    ),
    "highlights": Thing(
        "highlight",
        (
            Field("", words("quote"), by_name=False),
            Field("place", values.place, by_name=False),
            Field("words before it", words("prefix"), minor=True),
            Field("words after it", words("suffix"), minor=True),
        ),
    ),
    "tags": Thing(
        "tag",
        (
            *told(Tag, without=("reason",), verdict=values.verdict),
            Field("made on", values.version),
            Field("given", moment("tagged_at"), minor=True),
        ),
        is_whole=True,
        owned=True,
    ),
    "sources": Thing(
        "source",
        (*told(SourceDetails),),
        about=_title,
    ),
    "evidence": Thing(
        "evidence",
        (
            Field("source", values.source, by_name=False),
            *told(EvidenceDetails),
        ),
        about=_from_source,
    ),
    "contents": Thing("contents", (Field("", values.size("size", "bytes"), by_name=False),)),
    "attachments": Thing(
        "file",
        (*told(Attachment),),
    ),
    "notes": Thing("note", (*told(Note),), owned=True),
    "queries": Thing(
        "query",
        (*told(Query, addressee=values.addressee),),
        about=_question,
        owned=True,
    ),
    "contacts": Thing(
        "contact",
        (*told(ContactDetails),),
        about=_with_whom,
        owned=True,
    ),
    "coverage": Thing("nothing to check in", (Field("", values.place, by_name=False),), owned=True),
    "settings": Thing("setting", (Field("", values.setting, by_name=False),), about=_of_setting),
    "reviews": Thing(
        "review",
        (
            _DECISION,
            Field("of", values.tag),
            *_REASON,
            Field("given", moment("reviewed_at"), minor=True),
        ),
        owned=True,
        sentence=values.review,
    ),
    "rulings": Thing(
        "ruling",
        (
            Field("", values.verdict, by_name=False),
            *told(Settlement, without=("verdict", "reason")),
            Field("settles", values.settles),
            Field("given", moment("ruled_at"), minor=True),
        ),
        owned=True,
    ),
    "comments": Thing("comment", (*told(Comment),), owned=True),
    "joined": Thing(
        "records made one:",
        (
            Field("", values.joined("id"), by_name=False),
            Field("with", values.joined("into_id")),
        ),
    ),
}
"""Every table of which the log keeps the rows."""
