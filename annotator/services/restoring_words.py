"""What came of making a project again from its JSON, in sentences."""

from collections.abc import Iterator

from annotator.services.importing_words import number
from annotator.services.restoring import Restored

_NAMED = 10
"""Missing files that are named before the others are only counted."""


def told(done: Restored) -> Iterator[str]:
    """What is not in the project that was in the one before; nothing where it has all."""
    if done.withheld:
        yield "Confidential sources and contacts were withheld from the file: code names only."
    if done.missing:
        were = "was" if len(done.missing) == 1 else "were"
        named = ", ".join(f"“{name}”" for name in done.missing[:_NAMED])
        more = len(done.missing) - _NAMED
        others = f" and {more:,} more" if more > 0 else ""
        yield f"{number(len(done.missing), 'attached file')} {were} not in it: {named}{others}."
        them = "it" if len(done.missing) == 1 else "them"
        yield f"Attach {them} again, or merge the project that has {them}."


def held(done: Restored) -> str:
    """How much the project holds, as “1 article, 20 claims”."""
    return f"{number(done.articles, 'article')}, {number(done.claims, 'claim')}"
