"""Entries of the trail in the words of the window, with times of this computer."""

from datetime import datetime

from annotator.audit.model import TrailEntry
from annotator.kernel.wording import local_moment


def zone() -> str:
    """The zone of this computer, by its distance from UTC."""
    offset = f"{datetime.now().astimezone():%z}"
    return f"UTC{offset[:3]}:{offset[3:]}"


def facts(entry: TrailEntry) -> str:
    """Return the person, time and place of an entry, and the file it came from."""
    heard = f"from “{entry.heard_in}”" if entry.heard_in else ""
    told = [local_moment(entry.change.at), entry.change.checker, entry.spot.words, heard]
    return " · ".join(part for part in told if part)


def taken_back(entry: TrailEntry) -> str:
    """Return when and by whom an entry was undone; empty where it was not."""
    if entry.undone is None:
        return ""
    by = f" by {entry.undone.checker}" if entry.undone.checker else ""
    return f"Undone{by}, {local_moment(entry.undone.at)}"


def summary(entry: TrailEntry) -> str:
    """Return the differences of an entry, in a line."""
    told = [" ".join(sentence.split()) for sentence in entry.sentences()[:4]]
    more = len(entry.differences) - len(told) + entry.left_out
    return "  ·  ".join([*told, f"and {more:,} more"] if more else told)


def aloud(entry: TrailEntry) -> str:
    """An entry as a screen reader says it."""
    return ". ".join(
        p for p in (entry.heading, taken_back(entry), facts(entry), summary(entry)) if p
    )
