"""The writer's own file of an article, and the writer of formats that it can be changed by."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType
from typing import Protocol

from annotator.articles.model import Article, OriginalFile, Version
from annotator.disclosure.service.secret_names import secret_names
from annotator.evidence.model import Attachment
from annotator.kernel.canonical_text import sha256_of_bytes
from annotator.kernel.errors import NothingToReturn
from annotator.kernel.file_names import file_name
from annotator.kernel.progress import Progress
from annotator.manuscripts.model import ManuscriptChange, ManuscriptComment, ReturnedFile
from annotator.project import Project

_REPORT = "export the report with the annotated article instead"


class ManuscriptWriter(Protocol):
    """Writes comments and changes into a file of one kind, at the words of a version's text."""

    def __call__(
        self,
        original: OriginalFile,
        text: str,
        comments: Sequence[ManuscriptComment],
        changes: Sequence[ManuscriptChange],
        on_progress: Progress = ...,
    ) -> ReturnedFile:
        """Return the file with all that has a place in it."""


def _docx() -> ManuscriptWriter:
    from annotator.manuscripts.formats.docx.writer import write_into  # noqa: PLC0415 - loads late

    return write_into


def _odt() -> ManuscriptWriter:
    from annotator.manuscripts.formats.odt.writer import write_into  # noqa: PLC0415 - loads late

    return write_into


def _pages() -> ManuscriptWriter:
    from annotator.manuscripts.formats.pages import write_into  # noqa: PLC0415 - loads late

    return write_into


WRITERS: Mapping[str, Callable[[], ManuscriptWriter]] = MappingProxyType(
    {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": _docx,
        "application/vnd.oasis.opendocument.text": _odt,
        "application/pdf": _pages,
    }
)
"""A function that loads the writer of each kind of file, by its media type."""
_ENDINGS = {_docx: (".docx", ".docm", ".dotx", ".dotm"), _odt: (".odt", ".ott"), _pages: (".pdf",)}
"""The endings of the names of such files, the usual one first."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The writer's own file of an article, as it came in, with the version that was read from it.

    ``proposed_name`` is a name for the file that goes back; no confidential person is named there.
    """

    article: Article
    version: Version
    original: OriginalFile
    proposed_name: str


def find_manuscript(project: Project, article: Article) -> Manuscript:
    """Return the file that the newest version of an article was read from.

    Raises:
        NothingToReturn: there is none, it is of a kind that cannot be written into, or it is not
            as it came in.
    """
    kept = project.evidence.of_version(article.version.id)
    usable = [each for each in kept if each.mime in WRITERS]
    if not usable:
        raise NothingToReturn(article.heading, f"{_why_none(project, article, kept)}; {_REPORT}")
    attachment = usable[0]
    data = project.evidence.content(attachment.sha256)
    if sha256_of_bytes(data) != attachment.sha256:
        reason = f"“{attachment.name}” is not as it came in; verify the project file"
        raise NothingToReturn(article.heading, reason)
    original = OriginalFile(attachment.name, attachment.mime, data)
    return Manuscript(article, article.version, original, _proposed(project, article, original))


def _why_none(project: Project, article: Article, kept: Sequence[Attachment]) -> str:
    if kept:
        return f"“{kept[0].name}” is neither a Word, an OpenDocument nor a PDF file"
    for version in reversed(project.articles.versions(article.id)):
        if project.evidence.of_version(version.id):
            return (
                f"version {article.version.number} came in without a file, and the file kept is "
                f"of version {version.number}"
            )
    if article.file_name:
        return f"its file “{article.file_name}” is not kept in this project"
    return "it came in as text, without a file to write into"


def _proposed(project: Project, article: Article, original: OriginalFile) -> str:
    """Return a name for the file, as “draft (checked).docx”."""
    name = PurePath(file_name(original.name))
    endings = _ENDINGS[WRITERS[original.mime]]
    is_usual = name.suffix.lower() in endings
    said, ending = (name.stem, name.suffix) if is_usual else (name.name, endings[0])
    stem = f"Article {article.number}" if secret_names(project).are_in(said) else said
    return file_name(f"{stem} (checked){ending}")
