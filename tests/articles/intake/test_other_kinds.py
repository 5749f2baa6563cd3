"""Pictures, sounds, programs and packed files that are named as texts are refused."""

import bz2
import gzip
import io
import lzma
import sqlite3
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.articles.intake import reader
from annotator.kernel.errors import IntakeError

WORDS = b"Crime fell by a third. " * 20


def sound() -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", "not compressed"))
        file.writeframes(WORDS)
    return made.getvalue()


def database(folder: Path) -> bytes:
    path = folder / "made.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE words (said TEXT)")
    connection.commit()
    connection.close()
    return path.read_bytes()


@pytest.mark.parametrize("cut", [None, 64, 20])
@pytest.mark.parametrize(
    "kind", ["PNG", "JPG", "gzip", "bzip2", "xz", "wave", "film", "database", "program"]
)
def test_another_kind_of_file_is_no_text_however_short(
    tmp_path: Path, kind: str, cut: int | None
) -> None:
    made: dict[str, Callable[[], bytes]] = {
        "PNG": lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + WORDS,
        "JPG": lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + WORDS,
        "gzip": lambda: gzip.compress(WORDS),
        "bzip2": lambda: bz2.compress(WORDS),
        "xz": lambda: lzma.compress(WORDS),
        "wave": sound,
        "film": lambda: b"\x00\x00\x00\x18ftypmp42" + WORDS,
        "database": lambda: database(tmp_path),
        "program": lambda: b"\x7fELF\x02\x01\x01" + WORDS,
    }
    data = made[kind]()
    with pytest.raises(IntakeError, match=r"words\.txt"):
        reader.read_bytes(data[:cut], "words.txt")


def test_words_that_begin_like_one_are_words() -> None:
    for words in ("II. The second part.", "MM is a firm.", "BM 1 is a plane.", "ID3 is a tag."):
        assert reader.read_bytes(words.encode(), "words.txt").text.startswith(words)
