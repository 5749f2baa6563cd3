"""As what the columns of tables come in, kept beside the settings."""

from pathlib import Path

import pytest

from annotator.files.table_columns import KeptColumns


def test_columns_are_kept_for_the_tables_imported_last(tmp_path: Path) -> None:
    path = tmp_path / "new" / "tables.json"
    for n in range(105):
        KeptColumns(path).keep(f"d{n}", ["quote", "note"])
    KeptColumns(path).keep("d50", iter(["claim"]))
    kept = KeptColumns(path).all()
    assert len(kept) == 100
    assert [*kept][-1] == "d50"
    assert kept["d50"] == ("claim",)
    assert "d0" not in kept
    KeptColumns(path).keep("wide", ["nothing"] * 5000)
    assert KeptColumns(path).all() == kept


@pytest.mark.parametrize(
    "words", ["", "[]", "{", '{"d": 1, "e": ["quote", 2], "f": "quote"}', "[" * 9000]
)
def test_a_file_that_cannot_be_read_holds_none(tmp_path: Path, words: str) -> None:
    path = tmp_path / "tables.json"
    path.write_text(words)
    assert KeptColumns(path).all() == {}
    KeptColumns(path).keep("d", ["quote"])
    assert KeptColumns(path).all() == {"d": ("quote",)}
