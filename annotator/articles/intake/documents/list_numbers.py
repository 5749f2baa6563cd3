"""Numbers of lists and notes as programs for documents write them: 4, d, iv, IV, 四, ④.

The kinds have the names that Word gives them.
"""

import re
from collections.abc import Callable
from string import ascii_lowercase


def _words(text: str) -> list[str]:
    return text.split()


def _values(text: str) -> dict[int, str]:
    """Read pairs of a value and its sign, from the greatest value on."""
    pairs = (pair.partition(":") for pair in text.split())
    return {int(value): sign for value, _, sign in pairs}


_ROMAN = _values("1000:m 900:cm 500:d 400:cd 100:c 90:xc 50:l 40:xl 10:x 9:ix 5:v 4:iv 1:i")
_LONGEST_ROMAN = 32_767
_UNITS = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = _words(". . twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_SPELT = 100
"""The first number that is not spelt out, but written in digits."""
_CHINESE = "〇一二三四五六七八九"
_LETTERS = {
    "lowerLetter": ascii_lowercase,
    "upperLetter": ascii_lowercase.upper(),
    "russianLower": "абвгдежзиклмнопрстуфхцчшщыэюя",
    "russianUpper": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ",
    "chicago": "*†‡§",
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "thaiLetters": "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ",
}
_SEQUENCES = {
    "aiueo": "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ",
    "aiueoFullWidth": (
        "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
    ),
    "iroha": "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ",
    "irohaFullWidth": (
        "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
    ),
    "ganada": "가나다라마바사아자차카타파하",
    "chosung": "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}
_DIGITS = {
    "ideographDigital": _CHINESE,
    "koreanDigital": "영일이삼사오육칠팔구",
    "decimalFullWidth": "０１２３４５６７８９",
    "hindiNumbers": "०१२३४५६७८९",
    "thaiNumbers": "๐๑๒๓๔๕๖๗๘๙",
    "arabicIndic": "٠١٢٣٤٥٦٧٨٩",
}
_HEBREW = _values(
    "400:ת 300:ש 200:ר 100:ק 90:צ 80:פ 70:ע 60:ס 50:נ 40:מ 30:ל 20:כ 10:י 9:ט 8:ח 7:ז "
    "6:ו 5:ה 4:ד 3:ג 2:ב 1:א"
)
_MYRIAD = 10_000


def shown_number(kind: str, number: int) -> str:
    """Return a number as it is shown; in digits where the kind is unknown, or too small for it."""
    if kind in _DIGITS:
        return "".join(_DIGITS[kind][int(digit)] for digit in str(number))
    if number > 0 and kind in _LETTERS:
        return _repeated(_LETTERS[kind], number)
    if kind in _SEQUENCES and 0 < number <= len(_SEQUENCES[kind]):
        return _SEQUENCES[kind][number - 1]
    return _WRITERS[kind](number) if kind in _WRITERS and number > 0 else str(number)


def _repeated(letters: str, number: int) -> str:
    """Write a number as word processors do: a to z, then aa to zz."""
    rounds, at = divmod(number - 1, len(letters))
    return letters[at] * (rounds + 1) if rounds < _SPELT else str(number)


def _added(values: dict[int, str], number: int, most: int) -> str:
    if number > most:
        return str(number)
    written = ""
    for value, sign in values.items():
        written += sign * (number // value)
        number %= value
    return written


def _hebrew(number: int) -> str:
    """Write a number in letters; 15 and 16 would begin as the name of God, and are 9+6 and 9+7."""
    return re.sub("י([הו])$", lambda last: {"ה": "טו", "ו": "טז"}[last[1]], _plain_hebrew(number))


def _plain_hebrew(number: int) -> str:
    return _added(_HEBREW, number, _MYRIAD)


def _roman(number: int) -> str:
    return _added(_ROMAN, number, _LONGEST_ROMAN)


def _ordinal(number: int) -> str:
    teens = 10 <= number % 100 < 20
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _cardinal_text(number: int) -> str:
    return _spelt(number).capitalize()


def _ordinal_text(number: int) -> str:
    if number >= _SPELT:
        return _ordinal(number)
    before, dash, last = _spelt(number).rpartition("-")
    end = last.removesuffix("y") + "ieth" if last.endswith("y") else last + "th"
    return (before + dash + _ORDINALS.get(last, end)).capitalize()


def _spelt(number: int) -> str:
    if number >= _SPELT:
        return str(number)
    tens, units = divmod(number, 10)
    if tens < 2:
        return _UNITS[number]
    return _TENS[tens] + (f"-{_UNITS[units]}" if units else "")


def _chinese(number: int) -> str:
    """Write 23 as 二十三."""
    if number >= _MYRIAD:
        return str(number)
    written, pending = "", False
    for value, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, value)
        if digit:
            is_bare = digit == 1 and sign == "十" and not written
            written += ("〇" if pending else "") + ("" if is_bare else _CHINESE[digit]) + sign
        pending = not digit and bool(written)
    return written


_WRITERS: dict[str, Callable[[int], str]] = {
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "ordinal": _ordinal,
    "cardinalText": _cardinal_text,
    "ordinalText": _ordinal_text,
    "decimalZero": lambda number: f"{number:02}",
    "numberInDash": lambda number: f"- {number} -",
    "hex": lambda number: f"{number:X}",
    "hebrew1": _hebrew,
    **dict.fromkeys(
        (
            *("chineseCounting", "chineseCountingThousand", "japaneseCounting"),
            *("taiwaneseCounting", "taiwaneseCountingThousand"),
        ),
        _chinese,
    ),
}
