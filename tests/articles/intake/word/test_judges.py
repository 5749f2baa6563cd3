"""Other programs judge: whatever they print of a document has to be in ours, or named there."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from annotator.articles.intake.reader import read_bytes
from tests.articles.intake.documents import paragraph, run
from tests.articles.intake.word.packages import GHOSTS, LIST, word
from tests.articles.intake.word.test_every_word import AWAY, TEXT
from tests.articles.intake.word.test_parts import level, numbered
from tests.articles.intake.word.word_kinds import Words

pytestmark = pytest.mark.slow
_OFFICE, _PANDOC = shutil.which("soffice"), shutil.which("pandoc")
FORMS = (
    "decimal lowerLetter upperLetter lowerRoman upperRoman ordinal cardinalText ordinalText "
    "decimalZero chicago bullet none hebrew1 russianLower japaneseCounting chineseCounting aiueo "
    "ideographTraditional thaiLetters koreanDigital chineseCountingThousand"
).split()


def printed(data: bytes, folder: Path) -> str:
    """Return the document's text as LibreOffice saves it."""
    file = folder / "a.docx"
    file.write_bytes(data)
    done = subprocess.run(
        [
            *("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"),
            *("--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder), str(file)),
        ],
        capture_output=True,
        timeout=180,
        check=False,
    )
    text = folder / "a.txt"
    if not text.exists():
        pytest.skip(f"LibreOffice made no text: {done.stderr.decode()[-200:]}")
    return text.read_text(encoding="utf-8-sig")


def by_pandoc(data: bytes, folder: Path) -> str:
    file = folder / "a.docx"
    file.write_bytes(data)
    return subprocess.run(
        ["pandoc", "--track-changes=all", "-t", "plain", str(file)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout


def of_all_kinds() -> bytes:
    """Return a document of every kind of place that holds words, in a paragraph each."""
    words = Words()
    # LibreOffice takes all that follows a field without an end for its instruction
    kinds = [one for one in (*TEXT, *AWAY) if one.id != "field without an end"]
    markup = [str(one.values[0]) for one in kinds]
    return word(*(words.fill(one)[0] for one in markup), styles=GHOSTS, numbering=LIST)


@pytest.mark.skipif(_OFFICE is None, reason="needs LibreOffice")
def test_libreoffice_prints_no_word_that_is_neither_read_nor_named(tmp_path: Path) -> None:
    data = of_all_kinds()
    draft = read_bytes(data, "a.docx")
    ours = "\n".join([draft.text, *(part.text for part in draft.left_out)])
    found = set(re.findall(r"WORD\d+X", printed(data, tmp_path)))
    assert len(found) > 50
    assert found <= set(re.findall(r"WORD\d+X", ours))


@pytest.mark.skipif(_PANDOC is None, reason="needs pandoc")
def test_pandoc_reads_no_word_that_is_neither_read_nor_named(tmp_path: Path) -> None:
    data = of_all_kinds()
    draft = read_bytes(data, "a.docx")
    ours = "\n".join([draft.text, *(part.text for part in draft.left_out)])
    found = set(re.findall(r"WORD\d+X", by_pandoc(data, tmp_path)))
    assert len(found) > 30
    assert found <= set(re.findall(r"WORD\d+X", ours))


@pytest.mark.skipif(_OFFICE is None, reason="needs LibreOffice")
def test_lists_have_the_numbers_that_libreoffice_prints(tmp_path: Path) -> None:
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{level(0, form, "%1.")}</w:abstractNum>'
        for at, form in enumerate(FORMS)
    ) + "".join(
        f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>'
        for at in range(len(FORMS))
    )
    items = [numbered(0, "x", at + 1) for at in range(len(FORMS)) for _ in range(30)]
    data = word(paragraph(run("Lists")), *items, numbering=numbering)
    theirs = printed(data, tmp_path).split()
    assert read_bytes(data, "a.docx").text.split() == theirs
