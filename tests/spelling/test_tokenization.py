"""Which words of what people write can be looked up in a dictionary."""

import pytest

from annotator.spelling.service import words_to_check


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The harbour’s berth, “dredged” twice.", "The harbour’s berth dredged twice"),
        ("A well-known rock'n'roll é e\u0301te\u0301", "well known rock'n'roll e\u0301te\u0301"),
        ("See https://example.org/wrrong or www.wrrong.org or me@wrrong.org", "See or or"),
        ("In C:\\wrrong and /usr/wrrong and wrrong.py and wrr_ong", "In and and and"),
        ("The 4th, B2B and NATO at @wrrong #wrrong", "The and at"),
        ("港湾 は ท่าเรือ harbour", "harbour"),
        ("الميناء Гавань", "الميناء Гавань"),
        ("a" * 500, ""),
        ("", ""),
    ],
)
def test_only_words_that_a_dictionary_may_hold_are_checked(text: str, words: str) -> None:
    assert [span.of(text) for span in words_to_check(text)] == words.split()
