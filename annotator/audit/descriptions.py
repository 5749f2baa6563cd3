"""The tables of the log as things that people know: what each is called and what is told of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from annotator.audit import values
from annotator.audit.references import RowNames, State
from annotator.audit.values import ValueDescription, code, moment, number, words
from annotator.kernel.excerpts import excerpt

About = Callable[[State, RowNames], str]


def _nothing(_state: State, _names: RowNames) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class TableDescription:
    """Rows of one table: ``name``, what is told of them, and whose they are.

    ``about`` tells one from the others. Of a thing that ``is_whole`` by itself, such as a claim, a
    value is called by its label alone. ``owned`` ones belong to a checker, who is named where
    somebody else changed them. A ``sentence`` tells one that was added or removed instead of its
    fields, where a list of fields would read like a form.
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


THINGS: Mapping[str, TableDescription] = {
    "checkers": TableDescription(
        "checker", (ValueDescription("name", words("name"), by_name=False),)
    ),
    "articles": TableDescription(
        "article",
        (
            ValueDescription("title", words("title"), by_name=False),
            ValueDescription("number", number("number")),
            ValueDescription("byline", words("byline")),
            ValueDescription("outlet", words("outlet")),
            ValueDescription("address", words("url")),
            ValueDescription("published", words("published")),
            ValueDescription("language", words("language")),
            ValueDescription("found automatically", values.kinds("found")),
            ValueDescription("file", words("file_name")),
            ValueDescription("due", code("due_on")),
            ValueDescription("assigned to", values.checker("assignee_id")),
            ValueDescription("in the archive", values.yes("archived"), usual="no"),
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
            ValueDescription("statement", words("statement")),
            ValueDescription("speaker", words("speaker")),
            ValueDescription("said on", words("said_on")),
            ValueDescription("kinds", values.kinds("kinds")),
            ValueDescription("importance", values.importance, usual="ordinary"),
            ValueDescription("legal risk", values.yes("legal_risk"), usual="no"),
            ValueDescription("status", code("status"), usual="open"),
            ValueDescription("proposed wording", words("proposed_wording")),
            ValueDescription("kind of error", code("error_kind")),
            ValueDescription("resolution", code("resolution")),
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
            ValueDescription("verdict", values.verdict, by_name=False),
            ValueDescription("conclusion", words("conclusion")),
            ValueDescription("search note", words("search_note")),
            ValueDescription("made on", values.version),
            ValueDescription("given", moment("tagged_at"), minor=True),
        ),
        is_whole=True,
        owned=True,
    ),
    "sources": TableDescription(
        "source",
        (
            ValueDescription("title", words("title"), by_name=False, private=True),
            ValueDescription("type", code("type"), private=True),
            ValueDescription("rank", code("rank")),
            ValueDescription("author", words("author"), private=True),
            ValueDescription("publisher", words("publisher"), private=True),
            ValueDescription("published", words("published"), private=True),
            ValueDescription("address", words("url"), private=True),
            ValueDescription("archive address", words("archive_url"), private=True),
            ValueDescription("confidential", values.yes("confidential"), usual="no"),
            ValueDescription("code name", words("code_name")),
        ),
        about=_title,
    ),
    "evidence": TableDescription(
        "evidence",
        (
            ValueDescription("source", values.source, by_name=False),
            ValueDescription("stance", code("stance"), by_name=False),
            ValueDescription("locator", words("locator"), private=True),
            ValueDescription("quotation", words("quotation"), private=True),
            ValueDescription("accessed on", code("accessed_on"), private=True),
            ValueDescription("note", words("note"), private=True),
        ),
        about=_from_source,
    ),
    "contents": TableDescription(
        "contents", (ValueDescription("", values.size("size", "bytes"), by_name=False),)
    ),
    "attachments": TableDescription(
        "file",
        (
            ValueDescription("", words("name"), by_name=False, private=True),
            ValueDescription("kind", code("mime"), private=True),
        ),
    ),
    "notes": TableDescription(
        "note", (ValueDescription("", words("body"), by_name=False),), owned=True
    ),
    "queries": TableDescription(
        "query",
        (
            ValueDescription("addressee", values.addressee),
            ValueDescription("question", words("question"), by_name=False),
            ValueDescription("answer", words("answer")),
            ValueDescription("status", code("status"), usual="open"),
        ),
        about=_question,
        owned=True,
    ),
    "contacts": TableDescription(
        "contact",
        (
            ValueDescription("person", words("person"), by_name=False, private=True),
            ValueDescription("channel", words("channel"), private=True),
            ValueDescription("date", code("contacted_on"), private=True),
            ValueDescription("question", words("question"), private=True),
            ValueDescription("answer", words("answer"), private=True, spoken=True),
            ValueDescription("terms", code("terms")),
            ValueDescription("outcome", code("outcome")),
            ValueDescription("confidential", values.yes("confidential"), usual="no"),
            ValueDescription("code name", words("code_name")),
        ),
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
            ValueDescription("", code("decision"), by_name=False),
            ValueDescription("of", values.tag),
            ValueDescription("reason", words("why")),
            ValueDescription("given", moment("reviewed_at"), minor=True),
        ),
        owned=True,
        sentence=values.review,
    ),
    "rulings": TableDescription(
        "ruling",
        (
            ValueDescription("", values.verdict, by_name=False),
            ValueDescription("conclusion", words("conclusion")),
            ValueDescription("why", words("why")),
            ValueDescription("settles", values.settles),
            ValueDescription("given", moment("ruled_at"), minor=True),
        ),
        owned=True,
    ),
    "comments": TableDescription(
        "comment", (ValueDescription("", words("body"), by_name=False),), owned=True
    ),
    "joined": TableDescription(
        "records made one:",
        (
            ValueDescription("", values.joined("id"), by_name=False),
            ValueDescription("with", values.joined("into_id")),
        ),
    ),
}
"""Every table of which the log keeps the rows."""
