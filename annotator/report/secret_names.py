"""By what a confidential source or contact would be known, if it stood in somebody's own words."""

import re
from collections.abc import Iterator

from annotator.domain.evidence import SourceDetails
from annotator.domain.name_finding import NameFinder, numbers_in
from annotator.domain.people import ContactDetails
from annotator.services.project import Project

_BETWEEN_PEOPLE = re.compile(r"\s*[;&/]\s*|\s+(?:and|und|et|y|e|og|och|en)\s+", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)")
_SCHEME = re.compile(r"^https?://(www\.)?", re.IGNORECASE)
_MAIL = re.compile(r"[^\s<>(),;:]+@[^\s<>(),;:]+\w")
_NO_NAMES = frozenset({"jr", "sr", "ii", "iii", "phd", "md", "mp"})
"""What may stand behind a name."""


def finder(project: Project) -> NameFinder:
    """Looks for everything that would name somebody confidential."""
    return NameFinder(_names(project))


def _names(project: Project) -> Iterator[tuple[str, str]]:
    yield from project.sources.confidential_files()
    for source in project.sources.confidential():
        yield from ((name, source.code_name) for name in _of_source(source))
    for contact in project.people.confidential():
        yield from ((name, contact.code_name) for name in _of_contact(contact))


def _of_source(source: SourceDetails) -> Iterator[str]:
    yield source.title
    yield from _of_people(source.author)
    for url in (source.url, source.archive_url):
        yield _SCHEME.sub("", url)


def _of_contact(contact: ContactDetails) -> Iterator[str]:
    yield from _of_people(contact.person)
    yield from _MAIL.findall(contact.channel)
    yield from numbers_in(contact.channel)


def _of_people(names: str) -> Iterator[str]:
    """Each whole name, and the surname: people are spoken of by it."""
    yield names
    for name in _BETWEEN_PEOPLE.split(_ASIDE.sub(" ", names)):
        first, comma, rest = name.partition(",")
        yield name
        yield first
        yield _surname(first)
        if comma:
            yield f"{rest} {first}"


def _surname(name: str) -> str:
    words = [word for word in name.split() if word.strip(".").casefold() not in _NO_NAMES]
    return words[-1] if words else ""
