"""What counts as the same when words are looked for: the one table behind every finder.

``SAMENESS`` says it with examples, which the tests try in every finder; the maps above it are
what ``text_folding`` folds by. What Unicode itself knows – compatibility forms, composed letters,
cases – is not repeated here.
"""

from dataclasses import dataclass

APOSTROPHES = "'`´‘’‚‛ʹʻʼʽ′‵‹›׳ꞌ"
QUOTATION_MARKS = '"“”„‟«»″‶〝〞〟״'
DASHES = "-\u2010\u2011\u2012–—―\u2043−\u05be\u2e3a\u2e3b\ufe58\ufe63\uff0d"
LOOKALIKES = {
    **dict.fromkeys(APOSTROPHES, "'"),
    **dict.fromkeys(QUOTATION_MARKS, '"'),
    **dict.fromkeys(DASHES, "-"),
    "\u2044": "/",
    "\u2215": "/",
    "ی": "ي",
    "ى": "ي",
    "ۍ": "ي",
    "ې": "ي",
    "ک": "ك",
    "ڪ": "ك",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ٱ": "ا",
}
"""One sign written in several ways; fractions have a slash of their own."""

IGNORED = (
    "\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff"
)
"""What takes no room on the page: soft hyphens, joiners, marks of direction, selectors."""

ACCENTS = (
    "\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u0711\u0730-\u074a\u0898-\u089f\u08ca-\u08e1\u08e3-\u08ff"
)
"""Accents, the points of Hebrew, the vowels and the stretching of Arabic: few people type them.

The vowels of Indian scripts, of Thai and of Lao are letters, and so are the dots of kana.
"""

PLAIN_LETTERS = {
    "ı": "i",
    "ł": "l",
    "Ł": "L",
    "ø": "o",
    "Ø": "O",
    "đ": "d",
    "Đ": "D",
    "ħ": "h",
    "Ħ": "H",
    "ŧ": "t",
    "Ŧ": "T",
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "Œ": "OE",
    "ß": "ss",
    "ẞ": "SS",
}
"""Letters with an accent that comes apart in no other way."""

IDEOGRAPHS = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
IDEOGRAPHS_BEYOND = "\U00020000-\U0003ffff"
"""Letters of Chinese and Japanese, between which a space or an end of a line means nothing."""


@dataclass(frozen=True, slots=True)
class Sameness:
    """One kind of difference that does not keep words from being found.

    Each pair of ``examples`` is what somebody may type and what stands in the text.
    """

    name: str
    rule: str
    examples: tuple[tuple[str, str], ...]


SAMENESS = (
    Sameness(
        "spaces",
        "Every kind of space is one space, and so is a run of them.",
        (
            ("the global law", "the global\u00a0law"),
            ("12 km", "12\u202fkm"),
            ("the global law", "the \u2003 global\tlaw"),
            ("the\u00a0global law", "the global law"),
            ("the global law", "the\u3000global\u2009\u2007law"),
        ),
    ),
    Sameness(
        "line ends",
        "An end of a line is a space.",
        (
            ("the global law", "the\nglobal law"),
            ("the global law", "the global \n\n law"),
            ("the\r\nglobal law", "the global law"),
            ("unemployment rose", "unem\u00ad\nployment rose"),
        ),
    ),
    Sameness(
        "unseen signs",
        "Soft hyphens, zero-width signs and marks of direction are not there.",
        (
            ("unemployment", "unem\u00adployment"),
            ("co\u00adoperate", "cooperate"),
            ("wordbreak", "word\u200bbreak"),
            ("wordbreak", "word\u2060break\ufeff"),
            ("می‌خواهم", "میخواهم"),
            ("שלום 2024", "\u200fשלום\u200e 2024"),
            ("\u2067רחוב\u2069", "רחוב"),
        ),
    ),
    Sameness(
        "quotation marks",
        "Curly, straight, low and angled marks are alike.",
        (
            ("don't", "don’t"),
            ("rock ’n’ roll", "rock 'n' roll"),
            ('"Nein" sagte er', "„Nein“ sagte er"),
            ('"Non" dit-elle', "«\u00adNon» dit-elle"),
            ("'Nej' sade hon", "›Nej‹ sade hon"),
            ("5' 10\"", "5′ 10″"),
            ("Hawai'i", "Hawaiʻi"),
            ("l'eau", "lʼeau"),
        ),
    ),
    Sameness(
        "dashes",
        "Hyphens, dashes and the minus are alike; two hyphens are a dash.",
        (
            ("1990-91", "1990–91"),
            ("well-known", "well\u2011known"),
            ("yes - no", "yes — no"),
            ("yes--no", "yes—no"),
            ("-5 degrees", "−5 degrees"),
            ("555-0100", "555\u20120100"),
        ),
    ),
    Sameness("ellipsis", "… is three dots.", (("wait...", "wait…"), ("so… on", "so... on"))),
    Sameness(
        "case",
        "Capitals are small letters.",
        (
            ("RAIN FELL", "Rain fell"),
            ("strasse", "Straße"),
            ("STRASSE", "straße"),
            ("Straße", "STRAẞE"),
            ("istanbul", "İstanbul"),
            ("ISPARTA", "ısparta"),
            ("ΟΔΟΣ", "οδος"),
            ("οδοσ", "οδος"),
            ("МОСКВА", "Москва"),
        ),
    ),
    Sameness(
        "accents",
        "Accents may be left out, composed or not; those with the very accents come first.",
        (
            ("cafe noir", "café noir"),
            ("café noir", "cafe\u0301 noir"),
            ("cafe\u0301 noir", "café noir"),
            ("Ngo Dinh Diem", "Ngô Đình Diệm"),
            ("Lodz", "Łódź"),
            ("Kobenhavn", "København"),
            ("Αθηνα", "Αθήνα"),
            ("елка", "ёлка"),
        ),
    ),
    Sameness(
        "compatibility forms",
        "Ligatures, full-width letters and half-width kana are the plain letters.",
        (
            ("office", "oﬃce"),
            ("ﬁnal", "final"),
            ("ABC 123", "ＡＢＣ　１２３"),
            ("カタカナ", "ｶﾀｶﾅ"),
            ("ガギグ", "ｶﾞｷﾞｸﾞ"),
            ("がぎぐ", "か\u3099き\u3099く\u3099"),
            ("CO2", "CO₂"),
            ("1/2", "½"),
        ),
    ),
    Sameness(
        "no spaces",
        "Chinese, Japanese, Thai and Lao are found without spaces, and with spaces beside them.",
        (
            ("2024年", "在2024年的"),
            ("2024 年", "在2024年的"),
            ("GDP增长", "中国GDP 增长了"),
            ("犯罪率", "市长说犯罪率下降"),
            ("犯罪率", "市长说犯\n罪率下降"),
            ("ภาษา", "เรียนภาษาไทย"),
            ("ພາສາ", "ຮຽນພາສາລາວ"),
        ),
    ),
    Sameness(
        "Arabic and Hebrew",
        "Vowels, points and stretching may be left out; Persian and Arabic letters are alike.",
        (
            ("محمد", "مُحَمَّد"),
            ("محمد", "محـــمد"),
            ("سلام", "ﺳﻼﻡ"),
            ("احمد", "أحمد"),
            ("علي", "علی"),
            ("كتاب", "کتاب"),
            ("2024", "۲۰۲۴"),
            ("שלום", "שָׁלוֹם"),
        ),
    ),
    Sameness(
        "Korean",
        "Syllables are found however they are put together, and before particles.",
        (
            ("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),
            ("\u1112\u1161\u11ab국", "한국"),
            ("정부", "한국정부는"),
            ("정부", "정부는"),
        ),
    ),
    Sameness(
        "inside words",
        "Letters are found inside of words, too.",
        (("bahnhof", "Hauptbahnhof"), ("ployment", "unemployment"), ("law", "outlaws")),
    ),
)
