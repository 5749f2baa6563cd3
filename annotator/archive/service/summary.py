"""The result of a restore in sentences."""

from collections.abc import Iterator

from annotator.archive.service.restore import Restored
from annotator.kernel.wording import count_of, form_for

_NAMED = 10
"""Missing files that are named; further files are counted."""


def told(done: Restored) -> Iterator[str]:
    """Yield a sentence for each part of the exported project that the restored project lacks."""
    if done.withheld:
        yield "Confidential sources and contacts were withheld from the file: code names only."
    if done.missing:
        files = count_of(len(done.missing), "attached file was", "attached files were")
        named = ", ".join(f"“{name}”" for name in done.missing[:_NAMED])
        more = len(done.missing) - _NAMED
        others = f" and {more:,} more" if more > 0 else ""
        yield f"{files} not in it: {named}{others}."
        yield form_for(
            len(done.missing),
            "Attach it again, or merge the project that has it.",
            "Attach them again, or merge the project that has them.",
        )


def held(done: Restored) -> str:
    """Return the size of the project, as “1 article, 20 claims”."""
    return f"{count_of(done.articles, 'article')}, {count_of(done.claims, 'claim')}"
