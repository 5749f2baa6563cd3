"""OpenDocument texts of all kinds that writers send: every claim at its words, all else as it was.

The documents are those that come as Word files, saved by LibreOffice and by pandoc.
"""

import re
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from odfdo import Annotation, Document

from annotator.articles.intake.reader import read_document
from annotator.articles.model import AnnotationKind, OriginalFile
from annotator.manuscripts.formats.odt.writer import write_into
from annotator.manuscripts.model import NotPlacedReason, ReturnedFile
from tests.articles.intake.word.open_documents import odt
from tests.judges import by_libreoffice, judge
from tests.manuscripts.docx.corpus import KINDS as WORD_KINDS
from tests.manuscripts.docx.manuscripts import AUTHOR, change, claims_apart, claims_in, comment
from tests.manuscripts.odt.odt_returns import NAME, places_in, tree_of, without_insertions

_BY_LIBREOFFICE = ("Word", "right to left", "Chinese", "emoji", "tables", "tracked changes")
_BY_PANDOC = ("Google Docs", "python-docx", "fields", "tracked changes", "emoji")
_WITH_FIELDS = ("text boxes", "content controls", "fields")
KINDS = [
    *(f"LibreOffice: {kind}" for kind in (*_BY_LIBREOFFICE, *_WITH_FIELDS)),
    *(f"pandoc: {kind}" for kind in _BY_PANDOC),
]
EXACT = [
    kind for kind in KINDS if kind not in ("LibreOffice: fields", "LibreOffice: content controls")
]


@cache
def document(kind: str) -> bytes:
    program, _, name = kind.partition(": ")
    data = WORD_KINDS[name]()
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        if program == "LibreOffice":
            return by_libreoffice(data, "a.docx", "odt", Path(folder))
        given, made = Path(folder) / "a.docx", Path(folder) / "a.odt"
        given.write_bytes(data)
        command = [judge("pandoc"), str(given), "--track-changes=all", "-o", str(made)]
        subprocess.run(command, check=True, timeout=120, capture_output=True)
        return made.read_bytes()


def text_of(data: bytes) -> str:
    return read_document(data, NAME).text


def with_a_hundred_claims(data: bytes) -> tuple[dict[str, str], ReturnedFile]:
    """Return the words of each claim, and the document with them."""
    text = text_of(data)
    spans = {f"claim {n}": span for n, span in enumerate(claims_in(text, 1))}
    comments = [comment(name, span) for name, span in spans.items()]
    made = write_into(OriginalFile(NAME, "", data), text, comments)
    return {name: span.of(text) for name, span in spans.items()}, made


@pytest.mark.parametrize("kind", KINDS)
def test_a_hundred_claims_are_placed(kind: str) -> None:
    data = document(kind)
    words, made = with_a_hundred_claims(data)
    assert made.not_placed == ()
    found = {name: place for name, place in places_in(made.content).items() if name in words}
    assert len(found) == 100
    if kind in EXACT:
        assert found == words
    assert text_of(made.content) == text_of(data)
    assert without_insertions(made.content, data) == tree_of(data)


@pytest.mark.parametrize("kind", KINDS)
def test_proposed_wordings_are_accepted_and_rejected(kind: str) -> None:
    data = document(kind)
    text = text_of(data)
    new = ("", "quite other words", "two\nlines", "words & <signs>")
    changes = [
        change(f"change {n}", span, new[n % len(new)])
        for n, span in enumerate(claims_apart(text, 2, 60))
    ]
    comments = [comment(f"on {one.id}", one.span) for one in changes]
    made = write_into(OriginalFile(NAME, "", data), text, comments, changes)
    left = {one.id for one in made.not_placed}
    # fields are changed as a whole or not at all
    assert not left or kind not in EXACT
    assert {one.reason for one in made.not_placed} <= {NotPlacedReason.NOT_WRITABLE}
    accepted = text
    for one in reversed(changes):
        if one.id not in left:
            accepted = accepted[: one.span.start] + one.words + accepted[one.span.end :]
    assert text_of(made.content).split() == accepted.split()
    before = read_document(data, NAME, changes="rejected").text
    assert read_document(made.content, NAME, changes="rejected").text == before


@pytest.mark.parametrize("kind", ["right to left", "tables", "text boxes"])
def test_libreoffice_finds_all_comments_at_their_words(kind: str, tmp_path: Path) -> None:
    words, made = with_a_hundred_claims(document(f"LibreOffice: {kind}"))
    saved = by_libreoffice(made.content, "a.odt", "odt", tmp_path)
    found = places_in(saved)
    assert {name: found[name].split() for name in words} == {
        name: said.split() for name, said in words.items()
    }


def test_libreoffice_takes_proposed_wordings_for_changes(tmp_path: Path) -> None:
    data = document("LibreOffice: Word")
    text = text_of(data)
    changes = [
        change(f"change {n}", span, f"new words {n}")
        for n, span in enumerate(claims_apart(text, 2, 30))
    ]
    made = write_into(OriginalFile(NAME, "", data), text, (), changes)
    saved = by_libreoffice(made.content, "a.odt", "docx:Office Open XML Text", tmp_path)
    accepted = read_document(saved, "a.docx")
    # those beside each other are read as one
    inserted = " ".join(
        one.words
        for one in accepted.annotations
        if one.kind is AnnotationKind.INSERTION and one.author == AUTHOR
    )
    assert re.findall(r"new words \d+", inserted) == [one.words for one in changes]
    rejected = read_document(saved, "a.docx", changes="rejected")
    assert rejected.text.split() == text.split()


def test_odfdo_finds_all_comments(tmp_path: Path) -> None:
    _, made = with_a_hundred_claims(long_document())
    path = tmp_path / "a.odt"
    path.write_bytes(made.content)
    found = Document(path).body.get_elements("//office:annotation")
    ours = [one for one in found if isinstance(one, Annotation) and one.creator == AUTHOR]
    assert len(ours) == 100


def long_document() -> bytes:
    """Some three hundred pages."""
    sentence = "The council said that the dam <text:span>cost $412 million</text:span> in May. "
    return odt(*(f"<text:p>{n}. {sentence * 8}</text:p>" for n in range(1500)))


def test_a_hundred_claims_in_three_hundred_pages_have_their_places() -> None:
    data = long_document()
    text = text_of(data)
    comments = [comment(f"claim {n}", span) for n, span in enumerate(claims_in(text, 1))]
    made = write_into(OriginalFile(NAME, "", data), text, comments)
    assert made.not_placed == ()
