"""The sentences that hold a place of a version, in short, as a highlight and a judgement keep them.

The text of the version that was asked about last is kept with its file: every mark asks for it.
"""

from collections.abc import Iterable
from weakref import WeakKeyDictionary

from annotator.claims.judged_words import JudgedPlace, read_places, write_places
from annotator.kernel.positions import Span
from annotator.kernel.sentence_digests import SentenceDigests
from annotator.storage.project_file import ProjectFile

_Key = tuple[str, str]
_kept: WeakKeyDictionary[ProjectFile, tuple[_Key, SentenceDigests]] = WeakKeyDictionary()
"""By file the text and the language that were asked about last, and the digests."""


def sentence_at(file: ProjectFile, version_id: str, place: Span) -> str:
    """Return the digest of the sentences that hold a place; empty for a version that is gone.

    Args:
        file: The project.
        version_id: The version.
        place: Code points of its text.
    """
    found = file.row(
        """SELECT v.sha256, a.language FROM versions v JOIN articles a ON a.id = v.article_id
        WHERE v.id = ?""",
        [version_id],
    )
    if found is None:
        return ""
    key = str(found[0]), str(found[1])
    kept = _kept.get(file)
    if kept is None or kept[0] != key:
        text = file.value("SELECT text FROM texts WHERE id = ?", [key[0]])
        kept = _kept[file] = key, SentenceDigests(str(text), key[1])
    return kept[1].of(place)


def with_sentences(file: ProjectFile, given_on: str) -> str:
    """Return the column of a judgement with the sentences that it lacks, as far as they are known.

    Args:
        file: The project.
        given_on: The column.
    """
    places = read_places(given_on)
    if places is None or all(place.sentence for place in places):
        return given_on
    return write_places(_filled(file, places))


def _filled(file: ProjectFile, places: Iterable[JudgedPlace]) -> Iterable[JudgedPlace]:
    for place in places:
        if place.sentence:
            yield place
        else:
            span = Span(place.start, place.end)
            yield place._replace(sentence=sentence_at(file, place.version_id, span))
