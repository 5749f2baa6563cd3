"""Identifiers of rows: UUIDs as text, so that two files can be merged."""

import os
import time
import uuid

_TAGS = uuid.UUID("8f6a1d0e-57a1-5d0c-9f0e-3f1f5b0c7a11")
_REVIEWS = uuid.UUID("2b0c5f0a-6f0e-5b52-8a44-9d8f0f6f7c21")
_RULINGS = uuid.UUID("b7a3c9d4-1e8b-5f37-a2c6-64b1d0e9f832")
_NOTES = uuid.UUID("c41f7a92-6d05-5be8-9c37-0e8a25d1b4f6")
_KEPT_APART = uuid.UUID("5d8c1b7e-03f4-5a96-b1d2-7c40e6a9f315")
_VERSIONS = uuid.UUID("3fb0d7c2-5e19-5a48-9b6d-c1a27e04f835")
_ATTACHMENTS = uuid.UUID("7c91e5d4-2a6b-5f03-8d1e-4b9f60a3c72e")
_PLACEMENTS = uuid.UUID("94b2e6c8-1a7d-5c3f-8e05-6f2d9b47a1c0")
_CARRIED = uuid.UUID("e07d5a31-b98c-5f24-a6e1-3c8f40d2975b")
_CORRECTIONS = uuid.UUID("e5c0a7d2-4b1f-5e63-8d9a-16f7b3c2e804")


def new_id() -> str:
    """Return a new UUID, version 7 (RFC 9562, sections 5.7 and 6.2, method 3), as text.

    It begins with the time, in milliseconds and their 4096th parts, so that rows sort in the
    order in which they were made, and lie together in every index however large the file is.
    """
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    fraction = rest * 4096 // 1_000_000
    noise = int.from_bytes(os.urandom(8), "big") >> 2
    return str(uuid.UUID(int=milliseconds << 80 | 7 << 76 | fraction << 64 | 2 << 62 | noise))


def tag_id(claim_id: str, checker_id: str) -> str:
    """The id of this checker's tag on this claim, the same in every file that holds it."""
    return str(uuid.uuid5(_TAGS, f"{claim_id}/{checker_id}"))


def review_id(claim_id: str, checker_id: str, tag_id: str) -> str:
    """The id of this checker's review of this tag, or of the claim itself where there is none."""
    return str(uuid.uuid5(_REVIEWS, f"{claim_id}/{checker_id}/{tag_id}"))


def ruling_id(claim_id: str) -> str:
    """Return the id of the ruling on a claim: the same in every file, so that two rulings merge."""
    return str(uuid.uuid5(_RULINGS, claim_id))


def joined_note_id(claim_id: str, checker_id: str, words: str) -> str:
    """Return the id of the note that tells words of a joined claim: the same in every file."""
    return str(uuid.uuid5(_NOTES, f"{claim_id}/{checker_id}/{words}"))


def kept_apart_id(claim_id: str, other_id: str) -> str:
    """Return the id of the note that two claims are two, whichever of them is named first."""
    return str(uuid.uuid5(_KEPT_APART, "/".join(sorted((claim_id, other_id)))))


def correction_id(article_id: str, published: str, old_words: str, new_words: str) -> str:
    """Return the id of the correction of a changed passage: the same for two people who write it.

    Args:
        article_id: The article.
        published: The SHA-256 of the published text.
        old_words: The words of the passage there.
        new_words: Its words in the text that came in its place.
    """
    return str(uuid.uuid5(_CORRECTIONS, "\0".join((article_id, published, old_words, new_words))))


def version_id(article_id: str, text: str) -> str:
    """Return the id of a version of an article: one text has one id, whoever brings it in.

    Args:
        article_id: The article.
        text: The SHA-256 of the text, and how many versions had it before.
    """
    return str(uuid.uuid5(_VERSIONS, f"{article_id}/{text}"))


def version_file_id(version_id: str, sha256: str, name: str) -> str:
    """Return the id of the file that a version was read from, the same in every file."""
    return str(uuid.uuid5(_ATTACHMENTS, f"{version_id}/{sha256}/{name}"))


def placement_id(highlight_id: str, text: str) -> str:
    """Return the id of what becomes of a place in a new version, the same in every file.

    Two people who bring in the same text decide about the same places.

    Args:
        highlight_id: The id of the older place.
        text: The SHA-256 of the new text, and how many versions had it before.
    """
    return str(uuid.uuid5(_PLACEMENTS, f"{highlight_id}/{text}"))


def carried_id(placement_id: str) -> str:
    """Return the id of the highlight that a placement comes to, the same in every file."""
    return str(uuid.uuid5(_CARRIED, placement_id))


def carried_mark_id(mark_id: str, start: int, text: str) -> str:
    """Return the id of a mark that was carried over into a new version, the same in every file.

    Args:
        mark_id: The id of the older mark.
        start: Where it begins in the new text, in code points.
        text: As in ``placement_id``.
    """
    return str(uuid.uuid5(_CARRIED, f"{mark_id}/{start}/{text}"))
