"""Page proofs that Chromium and LibreOffice lay out: nothing differs, or just what was edited."""

from pathlib import Path
from random import Random

import pytest

from tests.judges import all_by_libreoffice, printed_by_chromium
from tests.revisions.judged_proofs import OFFICE, PRINTED, office_document, printed_page
from tests.revisions.proof_pages import ARTICLE, PULL_QUOTE, edited, edits_of, is_found, read

_EDITS = 6


@pytest.mark.parametrize("kind", PRINTED)
def test_nothing_differs_on_a_page_of_chromium(kind: str, tmp_path: Path) -> None:
    page = printed_page(ARTICLE, PRINTED[kind], Random(kind))
    reading, proof = read(ARTICLE, printed_by_chromium(page, tmp_path))
    assert (reading.differences, reading.moved) == ((), ())
    assert reading.found == reading.words
    repeated = [one.span.of(proof.text) for one in reading.others if one.repeats]
    assert [words.replace("\u00ad", "") for words in repeated] == [PULL_QUOTE]


@pytest.mark.parametrize("kind", PRINTED)
def test_just_what_was_edited_differs_on_a_page_of_chromium(kind: str, tmp_path: Path) -> None:
    random = Random(kind)
    edits = edits_of(ARTICLE, random, _EDITS)
    page = printed_page(edited(ARTICLE, edits), PRINTED[kind], random)
    reading, _ = read(ARTICLE, printed_by_chromium(page, tmp_path))
    assert [edit for edit in edits if not is_found(edit, reading)] == []
    assert len(reading.differences) == _EDITS


def test_pages_of_libreoffice_differ_in_just_what_was_edited(tmp_path: Path) -> None:
    edits = {f"{kind}, {n}": edits_of(ARTICLE, Random(n), n) for kind in OFFICE for n in (0, 3, 6)}
    files = {
        f"{name}.fodt": office_document(
            edited(ARTICLE, edits[name]), OFFICE[name.rpartition(",")[0]], Random(name)
        )
        for name in edits
    }
    made = all_by_libreoffice(files, "pdf", tmp_path)
    assert {*made} == {*files}
    for name, of in edits.items():
        reading, _ = read(ARTICLE, made[f"{name}.fodt"])
        assert [edit for edit in of if not is_found(edit, reading)] == [], name
        assert (len(reading.differences), reading.moved) == (len(of), ()), name
