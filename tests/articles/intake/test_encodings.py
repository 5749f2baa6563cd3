import codecs
import zlib
from contextlib import suppress

import chardet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.articles.intake.encodings import decode, plausibility
from annotator.articles.intake.reader import read_bytes
from annotator.kernel.canonical_text import without_controls
from annotator.kernel.errors import NotText, WrongEncoding
from tests.articles.intake.encoding_corpus import (
    LANGUAGES,
    SIGNS,
    EncodedText,
    english,
    english_texts,
    texts_of_languages,
)

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
NO_ASCII = "市议会星期二讨论了新的预算。财务主管表示，收入自去年以来下降了百分之四。" * 3
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
    assert read_bytes(data, "a.txt").text == without_controls(f"Said: {text}")[0]


@given(text=texts)
def test_any_utf8_text_is_read_exactly(text: str) -> None:
    assert (
        read_bytes(f"Said: {text}".encode(), "a.txt").text == without_controls(f"Said: {text}")[0]
    )


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
        (NO_ASCII, "UTF-16LE"),
        (NO_ASCII, "UTF-16BE"),
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
    with pytest.raises(NotText, match="is no kind of file"):
        decode(data, "a.txt")


@settings(deadline=None)  # the first of them loads the detector
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_said_to_be_no_text(data: bytes) -> None:
    with suppress(NotText):
        assert decode(data, "a.txt").encoding


def test_a_long_text_is_known_by_the_part_where_its_letters_stand() -> None:
    text = "Plain words, line after line.\n" * 10_000 + ARABIC * 1000
    decoded = decode(text.encode("cp1256"), "a.txt")
    assert (decoded.encoding, decoded.text == text) == ("windows-1256", True)


WESTERN = [*english_texts()]


def named(case: EncodedText) -> str:
    return f"{case.encoding}, {case.name}"


def wrong(cases: list[EncodedText]) -> list[str]:
    return [named(one) for one in cases if decode(one.data, "a.txt").text != one.text]


@pytest.mark.parametrize("case", WESTERN, ids=named)
def test_long_english_keeps_its_one_sign(case: EncodedText) -> None:
    decoded = decode(case.data, "a.txt")
    assert (decoded.text, decoded.encoding) == (case.text, "windows-1252")


def test_each_sign_of_the_corpus_is_beyond_ascii() -> None:
    assert len(WESTERN) == len(SIGNS) == 26
    assert not any(case.data.isascii() for case in WESTERN)


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("paragraphs", [1, 2500], ids=["short", "very long"])
def test_the_length_of_an_english_text_makes_no_difference(sign: str, paragraphs: int) -> None:
    text = english(sign, paragraphs, times=min(paragraphs, 2))
    assert decode(text.encode("cp1252"), "a.txt").text == text


@pytest.mark.parametrize(
    ("encoding", "may_fail"),
    [
        ("macintosh", set[str]()),
        ("ISO-8859-15", set[str]()),
        # o with a stroke is one with a tilde in the encoding of the Macintosh
        ("cp850", {"cp850, nordic"}),
        ("cp437", set[str]()),
    ],
)
def test_older_encodings_of_english_are_told_by_the_sense_of_the_sign(
    encoding: str, may_fail: set[str]
) -> None:
    cases = [*english_texts(encoding)]
    assert len(cases) > 9
    assert {*wrong(cases)} <= may_fail


def test_other_languages_are_read_in_their_encodings() -> None:
    # a sentence of Croatian has two letters that differ
    assert {*wrong([*texts_of_languages()])} <= {"ISO-8859-2, Croatian, short"}


def test_the_detector_alone_is_right_less_often() -> None:
    cases = [*english_texts("macintosh"), *english_texts("cp850"), *texts_of_languages()]
    names = [(case, chardet.detect(case.data)["encoding"] or "ascii") for case in cases]
    alone = [case for case, name in names if case.data.decode(name, "replace") == case.text]
    assert len(wrong(cases)) < len(cases) - len(alone)


@pytest.mark.parametrize("language", ["Polish", "Russian", "Chinese", "Greek", "Turkish", "Arabic"])
def test_a_foreign_sentence_in_an_english_text_is_read_by_its_own_encoding(language: str) -> None:
    encodings = {"Polish": "cp1250", "Russian": "cp1251", "Chinese": "gb18030", "Greek": "cp1253"}
    encodings |= {"Turkish": "cp1254", "Arabic": "cp1256"}
    text = english("pound").replace("£", "") + LANGUAGES[language][0]
    assert decode(text.encode(encodings[language]), "a.txt").text == text


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("It’s true", ("ItÕs true", "ItÆs true")),
        ("the café by", ("the cafŽ by", "the caf‚ by")),
        ("cost £3 more", ("cost œ3 more", "cost ú3 more")),
        ("by – no doubt – June", ("by Ð no doubt Ð June",)),
        ("“Yes,” she said", ("ÒYes,Ó she said",)),
    ],
)
def test_a_sign_that_makes_sense_is_likelier(words: str, others: tuple[str, ...]) -> None:
    assert all(plausibility(words) > plausibility(other) for other in others)


LONG = english("pound", 30)


@pytest.mark.parametrize("encoding", ["ascii", "utf-8", "cp1252", "cp1251"])
@pytest.mark.parametrize("nuls", [1, 3])
def test_a_nul_turns_no_text_into_another_language(encoding: str, nuls: int) -> None:
    text = "\n".join(LANGUAGES["Russian"] * 9) if encoding == "cp1251" else LONG
    data = text.encode(encoding, "ignore")
    kept = data.decode(encoding)
    for place in (101, 1000, 1500)[:nuls]:
        data = data[:place] + b"\x00" + data[place:]
    draft = read_bytes(data, "a.txt")
    assert draft.text == kept
    assert [(one.kind, one.number) for one in draft.left_out] == [("control characters", nuls)]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("language", ["French", "Russian", "Arabic", "Chinese", "Japanese"])
def test_wide_text_without_a_mark_is_still_known(codec: str, language: str) -> None:
    text = "\n".join(LANGUAGES[language]) + "\n"
    assert decode(text.encode(codec), "a.txt").text == text


def test_a_nul_behind_the_mark_makes_no_other_mark() -> None:
    data = codecs.BOM_UTF16_LE + "\0Homes rose.".encode("utf-16-le")
    assert decode(data, "a.txt").text == "\0Homes rose."


def test_an_escape_alone_is_no_change_of_alphabet() -> None:
    text = f"{LONG}\x1b[1mbold\x1b[0m"
    assert decode(text.encode(), "a.txt").text == text


def test_programs_and_packed_data_stay_refused() -> None:
    packed = zlib.compress("".join(LANGUAGES["Polish"]).encode() * 3 + bytes(range(256)) * 9)
    for data in (packed[10:], packed.replace(b"\x00", b""), b"words " * 9 + bytes(40)):
        with pytest.raises(NotText):
            decode(data, "a.txt")
