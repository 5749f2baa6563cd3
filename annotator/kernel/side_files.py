"""What is said of files that lay beside a project and belong to another."""

from collections.abc import Sequence


def told(project: str, kept: Sequence[str]) -> str:
    """The sentence for files of strangers that were put aside; ``kept`` are their new names."""
    what, names = ("A file", "it is") if len(kept) == 1 else ("Files", "they are")
    return (
        f"{what} beside “{project}” that another file left behind, after a crash or when one took "
        f"the other's place, had nothing to do with it and was not read; {names} kept as "
        f"{', '.join(f'“{name}”' for name in kept)}. If steps of yours are missing, keep that."
    )
