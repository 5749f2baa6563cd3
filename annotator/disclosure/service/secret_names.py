"""The names by which confidential sources and contacts would be known, anywhere in a project."""

import re
from collections.abc import Iterator

from annotator.disclosure.confidential_names import SecretNames, numbers_in
from annotator.disclosure.repository import ConfidentialRecord, State
from annotator.project import Project

_BETWEEN_PEOPLE = re.compile(
    r"(?<!\s)\s*+[;&/]\s*|(?<!\s)\s++(?:and|und|et|y|e|og|och|en)\s+", re.IGNORECASE
)
_ASIDE = re.compile(r"\([^()]*\)")
_SCHEME = re.compile(r"^https?://(www\.)?", re.IGNORECASE)
_MAIL = re.compile(r"(?<![^\s<>(),;:])[^\s<>(),;:@]++@[^\s<>(),;:]+\w")
_NO_NAMES = frozenset({"jr", "sr", "ii", "iii", "phd", "md", "mp"})
"""Words that may stand behind a name."""
_NAMELESS = {"sources": "a confidential source", "contacts": "a confidential person"}
"""The name of a record without a code name."""
Name = tuple[str, str]
"""A name, and the code name of its person."""


def secret_names(project: Project) -> SecretNames:
    """Return all names, addresses and numbers of people who are, or once were, confidential."""
    now: list[Name] = []
    past: list[Name] = []
    for record in project.confidential.records():
        code_name = record.code_name or _NAMELESS[record.table]
        names = [(name, code_name) for name in dict.fromkeys(_of(record)) if name]
        (now if record.is_now else past).extend(names)
    return SecretNames(now, past)


def _of(record: ConfidentialRecord) -> Iterator[str]:
    """All names of a record; a title counts as long as it was a secret."""
    yield from record.files
    for state in record.states:
        if record.table == "contacts":
            yield from _of_contact(state)
        else:
            yield from _of_source(state)


def _of_source(state: State) -> Iterator[str]:
    yield from _of_people(str(state.get("author", "")))
    if state.get("confidential"):
        title = str(state.get("title", ""))
        yield title
        yield from _reached_by(title)
        for column in ("url", "archive_url"):
            yield _SCHEME.sub("", str(state.get(column, "")))


def _of_contact(state: State) -> Iterator[str]:
    yield from _of_people(str(state.get("person", "")))
    yield from _reached_by(str(state.get("channel", "")))


def _of_people(names: str) -> Iterator[str]:
    """Each whole name, either way round, and the surname: people are spoken of by it."""
    yield names
    yield from _reached_by(names)
    for name in _BETWEEN_PEOPLE.split(_ASIDE.sub(" ", names)):
        first, comma, rest = name.partition(",")
        surname = _surname(first)
        yield from (name, first, surname)
        if comma:
            yield f"{rest} {first}"
        elif surname != first:
            yield f"{surname}, {first.replace(surname, ' ')}"


def _reached_by(words: str) -> Iterator[str]:
    """Return the mail addresses and telephone numbers in a person's details."""
    yield from _MAIL.findall(words)
    yield from numbers_in(words)


def _surname(name: str) -> str:
    words = [word for word in name.split() if word.strip(".").casefold() not in _NO_NAMES]
    return words[-1] if words else ""
