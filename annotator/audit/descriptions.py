"""The descriptions of the log's tables in the users' words: names, values and owners of rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from annotator.articles.model import ArticlePlan, Metadata
from annotator.audit import values
from annotator.audit.references import RowNames, State
from annotator.audit.values import ValueDescription, code, moment, number, told, words
from annotator.claims.fields import Claim
from annotator.claims.verdicts import Tag
from annotator.evidence.model import Attachment, EvidenceDetails, SourceDetails
from annotator.kernel.excerpts import excerpt
from annotator.people.model import ContactDetails, Note, Query
from annotator.review.model import Comment, Review
from annotator.review.rulings import Settlement

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


def _question(state: State, _names: RowNames) -> str:
    asked = " ".join(str(state.get("question") or "").split())
    return f"“{excerpt(asked, 40)}”"


_TITLE, *_METADATA = told(Metadata)
_DECISION, *_REASON = told(Review)

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
        ),
        owned=True,
    ),
    "comments": TableDescription("comment", (*told(Comment),), owned=True),
    "joined": TableDescription(
        "records made one:",
        (
            ValueDescription("", values.joined("id"), by_name=False),
            ValueDescription("with", values.joined("into_id")),
        ),
    ),
}
"""Every table of which the log keeps the rows."""
