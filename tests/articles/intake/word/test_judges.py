"""Other programs judge: whatever they print of a document has to be in ours, or named there."""

import re
from pathlib import Path

import pytest

from annotator.articles.intake.reader import read_bytes
from tests.articles.intake.documents import paragraph, run
from tests.articles.intake.word.packages import GHOSTS, LIST, word
from tests.articles.intake.word.test_every_word import AWAY, TEXT
from tests.articles.intake.word.test_parts import level, numbered
from tests.articles.intake.word.word_kinds import Words
from tests.judges import by_pandoc, text_by_libreoffice

pytestmark = pytest.mark.slow
FORMS = (
    "decimal lowerLetter upperLetter lowerRoman upperRoman ordinal cardinalText ordinalText "
    "decimalZero chicago bullet none hebrew1 russianLower japaneseCounting chineseCounting aiueo "
    "ideographTraditional thaiLetters koreanDigital chineseCountingThousand"
).split()


def of_all_kinds() -> bytes:
    """Return a document of every kind of place that holds words, in a paragraph each."""
    words = Words()
    # LibreOffice takes all that follows a field without an end for its instruction
    kinds = [one for one in (*TEXT, *AWAY) if one.id != "field without an end"]
    markup = [str(one.values[0]) for one in kinds]
    return word(*(words.fill(one)[0] for one in markup), styles=GHOSTS, numbering=LIST)


def test_libreoffice_prints_no_word_that_is_neither_read_nor_named(tmp_path: Path) -> None:
    data = of_all_kinds()
    draft = read_bytes(data, "a.docx")
    ours = "\n".join([draft.text, *(part.text for part in draft.left_out)])
    found = set(re.findall(r"WORD\d+X", text_by_libreoffice(data, "a.docx", tmp_path)))
    assert len(found) > 50
    assert found <= set(re.findall(r"WORD\d+X", ours))


def test_pandoc_reads_no_word_that_is_neither_read_nor_named(tmp_path: Path) -> None:
    data = of_all_kinds()
    draft = read_bytes(data, "a.docx")
    ours = "\n".join([draft.text, *(part.text for part in draft.left_out)])
    found = set(re.findall(r"WORD\d+X", by_pandoc(data, "a.docx", tmp_path, "--track-changes=all")))
    assert len(found) > 30
    assert found <= set(re.findall(r"WORD\d+X", ours))


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
    theirs = text_by_libreoffice(data, "a.docx", tmp_path).split()
    assert read_bytes(data, "a.docx").text.split() == theirs
