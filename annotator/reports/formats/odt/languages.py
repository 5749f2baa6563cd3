"""The languages of words, as OpenDocument 1.3 states them (part 3, 20.202 and sections like it)."""

import re
from collections.abc import Iterable

_TAG = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2}))?(?:-.*)?")
"""The parts of an RFC 5646 code that OpenDocument has places for: the language, and the country."""


def language_style(code: str) -> str:
    """The style of words in a language; empty if that is none."""
    found = _TAG.fullmatch(code)
    return f"Language-{found[1].lower()}-{(found[2] or 'none').upper()}" if found else ""


def language_styles(names: Iterable[str]) -> str:
    """Return the styles of languages, in the order of their names."""
    return "".join(
        f'<style:style style:name="{name}" style:family="text">{_properties(name)}</style:style>'
        for name in sorted(names)
    )


def spoken_by_default() -> str:
    """The style that says in which language the report itself is."""
    said = _properties(language_style("en-GB"))
    return f'<style:default-style style:family="paragraph">{said}</style:default-style>'


def _properties(name: str) -> str:
    _, language, country = name.split("-")
    country = country if country != "NONE" else "none"
    said = " ".join(
        f'{space}:language{script}="{language}" {space}:country{script}="{country}"'
        for space, script in (("fo", ""), ("style", "-asian"), ("style", "-complex"))
    )
    return f"<style:text-properties {said}/>"
