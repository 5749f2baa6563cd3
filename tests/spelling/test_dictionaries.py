"""The dictionaries of the system: found where systems keep them, chosen, read, and refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.kernel.errors import Cancelled, UnusableDictionary
from annotator.spelling import service
from annotator.spelling.service import (
    Dictionary,
    FoundDictionary,
    find_dictionaries,
    fitting_dictionary,
)
from tests.dictionaries import write_dictionary

patterns = service.dictionary_patterns


def found(path: Path) -> FoundDictionary:
    return FoundDictionary(path.stem, path)


@pytest.mark.parametrize(
    ("system", "environ", "place"),
    [
        ("linux", {}, "/usr/share/hunspell"),
        ("linux", {}, "/usr/share/myspell/dicts"),
        ("linux", {"XDG_DATA_HOME": "/own"}, "/own/hunspell"),
        ("linux", {"DICPATH": "/first"}, "/first"),
        ("linux", {}, "/usr/lib/libreoffice/share/extensions/dict-*"),
        ("darwin", {}, "/Library/Spelling"),
        ("darwin", {}, "~/Library/Spelling"),
        ("win32", {"ProgramFiles": "C:/P"}, "C:/P/LibreOffice*/share/extensions/dict-*"),
        ("win32", {"ProgramFiles": "C:/P"}, "C:/P/Mozilla Firefox/dictionaries"),
    ],
)
def test_dictionaries_are_looked_for_where_systems_keep_them(
    system: str, environ: dict[str, str], place: str
) -> None:
    assert str(Path(place).expanduser() if "~" in place else place) in patterns(system, environ)


def test_each_dictionary_is_found_once_with_its_affixes_beside_it(tmp_path: Path) -> None:
    write_dictionary(tmp_path / "dict-en", "en_GB")
    write_dictionary(tmp_path / "later", "en_GB")
    write_dictionary(tmp_path / "dict-de", "de_DE_frami")
    (tmp_path / "dict-de" / "hyph_de_DE.dic").touch()
    (tmp_path / "dict-de" / "fr_FR.dic").touch()
    places = (str(tmp_path / "none"), str(tmp_path / "dict-*"), str(tmp_path / "later"), "relative")
    names = {one.name: one.path.parent.name for one in find_dictionaries(places)}
    assert names == {"de_DE_frami": "dict-de", "en_GB": "dict-en"}


@pytest.mark.parametrize(
    ("tags", "name"),
    [
        (("", "en-GB"), "en_GB"),
        (("en", "en_GB"), "en_GB"),
        (("en", "fr_FR"), "en_US"),
        (("de",), "de_DE_frami"),
        (("pt", "xx", "fr-CA"), "fr"),
        (("xx",), None),
        ((), None),
    ],
)
def test_the_dictionary_fits_the_language_preferred(
    tags: tuple[str, ...], name: str | None
) -> None:
    known = [FoundDictionary(n, Path(n)) for n in ("de_DE_frami", "en_GB", "en_US", "fr")]
    fitting = fitting_dictionary(known, tags)
    assert (fitting.name if fitting else None) == name


def test_a_dictionary_knows_its_words_in_every_spelling_of_their_signs(tmp_path: Path) -> None:
    words = Dictionary(found(write_dictionary(tmp_path, words=("harbour", "council's", "café"))))
    right = ("harbour", "Harbour", "council’s", "cafe\u0301", "har\u00adbour", "Гавань")
    assert [word for word in right if not words.knows(word)] == []
    assert not words.knows("harbuor")
    assert words.suggestions("harbuor", 3, lambda: False) == ["harbour"]


def _write_nothing(path: Path) -> None:
    path.write_bytes(b"")


def _write_bytes(path: Path) -> None:
    path.with_suffix(".aff").write_bytes(b"SET UTF-8\nSFX A Y 3\nSFX A [ ( ]\n\x00\xff" * 3)


def _name_unknown_encoding(path: Path) -> None:
    path.with_suffix(".aff").write_text("SET NO-SUCH\n")


def _make_huge(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(service._LIMIT + 1)


def _remove_affixes(path: Path) -> None:
    path.with_suffix(".aff").unlink()


@pytest.mark.parametrize(
    "spoil", [_write_nothing, _write_bytes, _name_unknown_encoding, _make_huge, _remove_affixes]
)
def test_a_dictionary_that_is_damaged_is_refused_in_a_sentence(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    path = write_dictionary(tmp_path)
    spoil(path)
    with pytest.raises(UnusableDictionary, match=r"en_GB\.dic cannot be used: .+\. Words"):
        Dictionary(found(path))


def test_reading_stops_when_it_is_to(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        Dictionary(found(write_dictionary(tmp_path)), lambda: True)
