"""The text of a new version on its way in: from a file, or from a file that was changed since."""

from dataclasses import dataclass
from pathlib import Path

from annotator.articles.intake.reader import LIMIT, SUFFIXES, read_bytes, read_file, read_pasted
from annotator.articles.model import Article, Changes, Draft
from annotator.files.regular_files import read_regular
from annotator.kernel.canonical_text import sha256, sha256_of_bytes
from annotator.kernel.errors import IntakeError
from annotator.kernel.progress import Progress, unwatched
from annotator.project import Project

ARTICLE_SUFFIXES = SUFFIXES


def read_draft(
    path: Path,
    encoding: str = "",
    changes: Changes = "accepted",
    progress: Progress = unwatched,
) -> Draft:
    """Return the text in a file, a book as a whole.

    Args:
        path: The file.
        encoding: The encoding that its bytes are read with; empty for the likeliest.
        changes: How the tracked changes of a document are taken.
        progress: Told how many pages of a PDF file were read.

    Raises:
        IntakeError: there is no text in it, or it cannot be read.
    """
    return read_file(path, encoding=encoding or None, changes=changes, progress=progress)


def read_words(text: str) -> Draft:
    """Return the draft in pasted text.

    Raises:
        EmptyText: only space is in it.
    """
    return read_pasted(text)


@dataclass(frozen=True, slots=True)
class FileSeen:
    """The file of an article as it was last seen: its state, and whether it was edited.

    It is edited if its text is another than that of the newest version.
    """

    state: str
    is_edited: bool


def state_of(path: Path) -> str:
    """Return the size and the moment of a file, by which a change is noticed; empty if it is gone.

    A file without a byte counts as gone: a program is about to write it.
    """
    try:
        about = path.stat()
    except (OSError, ValueError):
        return ""
    return f"{about.st_size} {about.st_mtime_ns}" if about.st_size else ""


def look_at_file(project: Project, article: Article, path: Path) -> FileSeen | None:
    """Return whether the file of an article was edited; ``None`` while it cannot be read.

    A program that saves a file writes it bit by bit, or puts another in its place: half a file is
    looked at again when it has changed again.
    """
    before = state_of(path)
    if not before:
        return None
    try:
        data = read_regular(path, LIMIT)
        if _is_kept(project, article, data):
            return FileSeen(before, is_edited=False)
        text = read_bytes(data, path.name).text
    except (OSError, IntakeError):
        return None
    if state_of(path) != before:
        return None
    return FileSeen(before, is_edited=sha256(text) != article.version.sha256)


def _is_kept(project: Project, article: Article, data: bytes) -> bool:
    """Return whether the file that the newest version was read from has the very bytes."""
    digest = sha256_of_bytes(data)
    return any(kept.sha256 == digest for kept in project.evidence.of_version(article.version.id))
