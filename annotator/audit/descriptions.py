"""The tables of the log as things that people know: what each is called and what is told of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from annotator.audit import values
from annotator.audit.references import Names, State
from annotator.audit.values import Field, code, moment, number, words
from annotator.kernel.excerpts import excerpt

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


THINGS: Mapping[str, Thing] = {
    "checkers": Thing("checker", (Field("name", words("name"), by_name=False),)),
    "articles": Thing(
        "article",
        (
            Field("title", words("title"), by_name=False),
            Field("number", number("number")),
            Field("byline", words("byline")),
            Field("outlet", words("outlet")),
            Field("address", words("url")),
            Field("published", words("published")),
            Field("language", words("language")),
            Field("found automatically", values.kinds("found")),
            Field("file", words("file_name")),
            Field("due", code("due_on")),
            Field("assigned to", values.checker("assignee_id")),
            Field("in the archive", values.yes("archived"), usual="no"),
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
            Field("statement", words("statement")),
            Field("speaker", words("speaker")),
            Field("said on", words("said_on")),
            Field("kinds", values.kinds("kinds")),
            Field("importance", values.importance, usual="ordinary"),
            Field("legal risk", values.yes("legal_risk"), usual="no"),
            Field("status", code("status"), usual="open"),
            Field("proposed wording", words("proposed_wording")),
            Field("kind of error", code("error_kind")),
            Field("resolution", code("resolution")),
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
            Field("verdict", values.verdict, by_name=False),
            Field("conclusion", words("conclusion")),
            Field("search note", words("search_note")),
            Field("made on", values.version),
            Field("given", moment("tagged_at"), minor=True),
        ),
        is_whole=True,
        owned=True,
    ),
    "sources": Thing(
        "source",
        (
            Field("title", words("title"), by_name=False, private=True),
            Field("type", code("type"), private=True),
            Field("rank", code("rank")),
            Field("author", words("author"), private=True),
            Field("publisher", words("publisher"), private=True),
            Field("published", words("published"), private=True),
            Field("address", words("url"), private=True),
            Field("archive address", words("archive_url"), private=True),
            Field("confidential", values.yes("confidential"), usual="no"),
            Field("code name", words("code_name")),
        ),
        about=_title,
    ),
    "evidence": Thing(
        "evidence",
        (
            Field("source", values.source, by_name=False),
            Field("stance", code("stance"), by_name=False),
            Field("locator", words("locator"), private=True),
            Field("quotation", words("quotation"), private=True),
            Field("accessed on", code("accessed_on"), private=True),
            Field("note", words("note"), private=True),
        ),
        about=_from_source,
    ),
    "contents": Thing("contents", (Field("", values.size("size", "bytes"), by_name=False),)),
    "attachments": Thing(
        "file",
        (
            Field("", words("name"), by_name=False, private=True),
            Field("kind", code("mime"), private=True),
        ),
    ),
    "notes": Thing("note", (Field("", words("body"), by_name=False),), owned=True),
    "queries": Thing(
        "query",
        (
            Field("addressee", values.addressee),
            Field("question", words("question"), by_name=False),
            Field("answer", words("answer")),
            Field("status", code("status"), usual="open"),
        ),
        about=_question,
        owned=True,
    ),
    "contacts": Thing(
        "contact",
        (
            Field("person", words("person"), by_name=False, private=True),
            Field("channel", words("channel"), private=True),
            Field("date", code("contacted_on"), private=True),
            Field("question", words("question"), private=True),
            Field("answer", words("answer"), private=True, spoken=True),
            Field("terms", code("terms")),
            Field("outcome", code("outcome")),
            Field("confidential", values.yes("confidential"), usual="no"),
            Field("code name", words("code_name")),
        ),
        about=_with_whom,
        owned=True,
    ),
    "coverage": Thing("nothing to check in", (Field("", values.place, by_name=False),), owned=True),
    "settings": Thing("setting", (Field("", values.setting, by_name=False),), about=_of_setting),
    "reviews": Thing(
        "review",
        (
            Field("", code("decision"), by_name=False),
            Field("of", values.tag),
            Field("reason", words("why")),
            Field("given", moment("reviewed_at"), minor=True),
        ),
        owned=True,
        sentence=values.review,
    ),
    "rulings": Thing(
        "ruling",
        (
            Field("", values.verdict, by_name=False),
            Field("conclusion", words("conclusion")),
            Field("why", words("why")),
            Field("settles", values.settles),
            Field("given", moment("ruled_at"), minor=True),
        ),
        owned=True,
    ),
    "comments": Thing("comment", (Field("", words("body"), by_name=False),), owned=True),
    "joined": Thing(
        "records made one:",
        (
            Field("", values.joined("id"), by_name=False),
            Field("with", values.joined("into_id")),
        ),
    ),
}
"""Every table of which the log keeps the rows."""
