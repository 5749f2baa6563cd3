import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.articles.intake.encodings import decode
from annotator.articles.intake.reader import read_bytes
from annotator.kernel.canonical_text import canonical
from annotator.kernel.errors import NotText, WrongEncoding

ENGLISH = (
    "“It’s the highest figure since records began,” the minister said — and the budget grew by "
    "4 % in 2023. She added: “We don’t expect it to fall.”\n"
) * 3
FRENCH = (
    "Le budget a été augmenté de quatre pour cent l’année dernière, a déclaré la ministre des "
    "Finances, à l’issue d’une réunion où les élus étaient très inquiets.\n"
) * 3
ARABIC = (
    "قال الوزير إن الميزانية نمت بنسبة أربعة في المئة خلال العام الماضي، وهو رقم قياسي لم تشهده "
    "البلاد منذ عشر سنوات، وأضاف أن الحكومة ستواصل الاستثمار في التعليم والصحة.\n"
) * 3
RUSSIAN = (
    "Бюджет вырос на четыре процента в прошлом году, сообщил министр финансов на встрече с "
    "журналистами, и добавил, что правительство продолжит поддерживать образование.\n"
) * 3
CHINESE = "部长表示，预算去年增长了百分之四，创下了新纪录。他还说，政府将继续投资教育。\n" * 3

# Text of any script; not control characters, of which a text has few, nor half characters.
texts = st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\r\t\u2028"))
BOMS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


@pytest.mark.parametrize("codec", BOMS)
@given(text=texts)
def test_any_text_with_a_bom_is_read_exactly(codec: str, text: str) -> None:
    data = BOMS[codec] + f"Said: {text}".encode(codec)
    assert read_bytes(data, "a.txt").text == canonical(f"Said: {text}")


@given(text=texts)
def test_any_utf8_text_is_read_exactly(text: str) -> None:
    assert read_bytes(f"Said: {text}".encode(), "a.txt").text == canonical(f"Said: {text}")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "windows-1252"),
        (FRENCH, "windows-1252"),
        (ARABIC, "windows-1256"),
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "KOI8-R"),
        (CHINESE, "GB18030"),
        (ENGLISH, "UTF-16LE"),
        (ARABIC, "UTF-16BE"),
        (FRENCH, "UTF-8"),
    ],
    ids=lambda value: value if len(value) < 20 else value[:9],
)
def test_an_encoding_is_known_by_the_text_it_makes(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding), "a.txt")
    assert (decoded.encoding, decoded.text) == (encoding, text)


@pytest.mark.parametrize("encoding", ["windows-1252", "cp1252", "CP1252", "windows_1252"])
def test_the_encoding_asked_for_is_used_and_named_as_people_know_it(encoding: str) -> None:
    decoded = decode(FRENCH.encode("cp1252"), "a.txt", encoding)
    assert (decoded.text, decoded.encoding) == (FRENCH, "windows-1252")


def test_the_encoding_asked_for_goes_before_the_likeliest() -> None:
    assert decode("é".encode(), "a.txt", "windows-1252").text == "Ã©"


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "utf-32", "base64", "no-such", "a\0b"])
def test_an_encoding_that_cannot_read_the_bytes_is_refused(encoding: str) -> None:
    with pytest.raises(WrongEncoding, match="Choose another encoding"):
        decode(FRENCH.encode("cp1252"), "a.txt", encoding)


def test_wide_text_is_not_read_byte_by_byte_when_asked_to() -> None:
    with pytest.raises(WrongEncoding):
        decode("Homes".encode("utf-16-le"), "a.txt", "windows-1252")


@pytest.mark.parametrize("encoding", ["windows-1252", "windows-1256", "UTF-8", "GB18030"])
def test_every_alternative_reads_the_bytes_otherwise(encoding: str) -> None:
    text = {"windows-1256": ARABIC, "GB18030": CHINESE}.get(encoding, FRENCH)
    data = text.encode(encoding)
    decoded = decode(data, "a.txt")
    others = {name: decode(data, "a.txt", name).text for name in decoded.alternatives}
    assert others
    assert len({text, *others.values()}) == len(others) + 1


def test_the_western_encoding_is_offered_first() -> None:
    assert decode(ARABIC.encode("cp1256"), "a.txt").alternatives[0] == "windows-1252"


def test_bytes_that_mean_the_same_everywhere_leave_no_choice() -> None:
    assert decode(b"Plain words.", "a.txt").alternatives == ()


@pytest.mark.parametrize("cut", [1, 2])
def test_a_text_cut_inside_its_last_character_shows_where(cut: int) -> None:
    assert decode("Café: 10 000 €".encode()[:-cut], "a.txt").text == "Café: 10 000 \ufffd"


def test_one_broken_sequence_does_not_turn_a_utf8_text_into_another_encoding() -> None:
    decoded = decode(ARABIC.encode() + b"\xff" + ARABIC.encode(), "a.txt")
    assert (decoded.encoding, decoded.text) == ("UTF-8", f"{ARABIC}\ufffd{ARABIC}")


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00",
        b"\x7fELF\x02\x01\x01" + bytes(64),
        bytes(range(1, 32)) * 4,
        "Half a pair: \ud83d.".encode("utf-16-le", "surrogatepass").join([codecs.BOM_UTF16_LE] * 2),
        codecs.BOM_UTF32_LE + b"\xff\xff\xff\xff" * 4,
    ],
    ids=["picture", "program", "controls", "lone surrogate", "beyond Unicode"],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(NotText, match="is not a text"):
        decode(data, "a.txt")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_said_to_be_no_text(data: bytes) -> None:
    with suppress(NotText):
        assert decode(data, "a.txt").encoding


def test_a_long_text_is_known_by_the_part_where_its_letters_stand() -> None:
    text = "Plain words, line after line.\n" * 10_000 + ARABIC * 1000
    decoded = decode(text.encode("cp1256"), "a.txt")
    assert (decoded.encoding, decoded.text == text) == ("windows-1256", True)
