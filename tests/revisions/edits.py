"""Texts in many scripts and edits of them, with the truth of what became of each sentence.

Every sentence of a new draft knows from which it came and whether a letter of it was touched.
``python -m tests.revisions.edits --places 100000`` tries that many places of claims, and prints
what was found, by script and kind of edit.
"""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import pairwise
from random import Random

from click import echo

from annotator.kernel.positions import Span
from annotator.kernel.sentence_units import SentenceUnits
from annotator.revisions.model import Placing
from annotator.revisions.placements import Placement, place_claims


@dataclass(frozen=True)
class Script:
    """How sentences of a language are made: words, names, a negation, a gap, an end, a joint."""

    name: str
    words: tuple[str, ...]
    names: tuple[str, ...]
    negation: str
    gap: str = " "
    end: str = "."
    joint: str = ", "


def _words(letters: str, random: Random, count: int) -> tuple[str, ...]:
    return tuple(
        "".join(random.choice(letters) for _ in range(random.randint(2, 8))) for _ in range(count)
    )


def _syllables(random: Random, count: int) -> tuple[str, ...]:
    """Return words that are no abbreviations, as random letters often are."""
    vowels, consonants = "aeiou", "bdfgklmnprstv"
    return tuple(
        "".join(
            random.choice(consonants) + random.choice(vowels) for _ in range(random.randint(2, 4))
        )
        + random.choice(("", "n", "s", "r"))
        for _ in range(count)
    )


_MADE = Random(7)
SCRIPTS = (
    Script("Latin", _syllables(_MADE, 300), ("Petra Vale", "Harwick"), "not"),
    Script("Cyrillic", _words("аеиоултнсрмкдпв", _MADE, 300), ("Петров", "Казань"), "не"),
    Script("Arabic", _words("ابتثجحدرسشعفقلمنهوي", _MADE, 300), ("القاهرة", "حداد"), "لا"),
    Script("Hebrew", _words("אבגדהוזחטילמנסעפקרשת", _MADE, 300), ("חיפה", "כהן"), "לא"),
    Script(
        "Devanagari", _words("कखगघचजटडतदनपबमयरलवसह", _MADE, 300), ("दिल्ली", "शर्मा"), "नहीं", end="।"
    ),
    Script(
        "Thai", _words("กขคงจชดตถทนบปพมยรลวสห", _MADE, 300), ("กรุงเทพ", "สมชาย"), "ไม่", "", "", " "
    ),
    Script(
        "Chinese",
        tuple(
            "城市 河流 大桥 去年 人口 增长 百分之 报告 部长 说 建成 公里 学校 医院 委员会 预算"
            " 的 了 在 将 由 警方 调查 公司 员工 表示 支付 欧元 周一 经济 下降 上升 地区"
            " 居民 计划 法院 判决 新 三 项目".split()
        ),
        ("北京", "王明"),
        *("不", "", "。", "，"),
    ),
    Script(
        "Japanese",
        tuple(
            "昨年 市長 は 橋 を 建設 した 人口 が 増えた 約 学校 病院 予算 の に 委員会 発表 会社"
            " 社員 支払う 月曜日 経済 減った 地域 住民 計画 裁判所 判決 新しい 調査 と 警察 述べた"
            " から 三つ".split()
        ),
        ("東京", "田中"),
        *("ない", "", "。", "、"),
    ),
)


@dataclass(frozen=True)
class Sentence:
    """A sentence, the numbers of those it came from, and the last edit that touched it."""

    parts: tuple[str, ...]
    origins: tuple[int, ...] = ()
    touched: str = ""


@dataclass
class Draft:
    """Paragraphs of sentences in a script; ``doubles`` are those that stood several times."""

    script: Script
    paragraphs: list[list[Sentence]] = field(default_factory=list)
    doubles: frozenset[tuple[str, ...]] = frozenset()

    def written(self) -> tuple[str, list[tuple[Span, Sentence]]]:
        """Return the text, and where each of its sentences stands."""
        text, places = "", []
        for number, paragraph in enumerate(self.paragraphs):
            text += "\n\n" * bool(number)
            for place, sentence in enumerate(paragraph):
                # where a script does not end its sentences, each has a line of its own
                text += ("\n" if not self.script.end else " ") * bool(place)
                words = self.script.gap.join(sentence.parts) + self.script.end
                words = words[0].upper() + words[1:]
                places.append((Span(len(text), len(text) + len(words)), sentence))
                text += words
        return text, places


def make_draft(random: Random, script: Script, *, is_doubled: bool = False) -> Draft:
    """Make a text with figures and names.

    Now and then, or always if ``is_doubled``, sentences stand in it several times, as boilerplate
    does, or a whole paragraph does, as a quotation.
    """
    draft, number = Draft(script), 0
    boilerplate = [_sentence(random, script) for _ in range(3)]
    share = _BOILERPLATE * (is_doubled or random.random() < _SELDOM)
    for _ in range(random.randint(3, 9)):
        paragraph = []
        for _ in range(random.randint(1, 6)):
            is_one = random.random() < share
            parts = random.choice(boilerplate) if is_one else _sentence(random, script)
            paragraph.append(Sentence(parts, (number,)))
            number += 1
        draft.paragraphs.append(paragraph)
    if random.random() < (_OFTEN if is_doubled else _SELDOM):
        again = random.choice(draft.paragraphs)
        copy = []
        for sentence in again:
            copy.append(Sentence(sentence.parts, (number,)))
            number += 1
        draft.paragraphs.insert(random.randint(0, len(draft.paragraphs)), copy)
    if _follows_itself(draft):
        return make_draft(random, script, is_doubled=is_doubled)
    return draft


_BOILERPLATE, _SELDOM, _OFTEN = 0.08, 0.05, 0.3
"""The share of sentences that are boilerplate where there is any, and of texts that double some."""


def _follows_itself(draft: Draft) -> bool:
    """Whether a paragraph follows itself: nobody could tell if both changed places."""
    said = [[sentence.parts for sentence in one] for one in draft.paragraphs]
    return any(one == other for one, other in pairwise(said))


def _sentence(random: Random, script: Script) -> tuple[str, ...]:
    parts = [random.choice(script.words) for _ in range(random.randint(4, 14))]
    if random.random() < 0.5:
        parts.insert(random.randint(1, len(parts)), str(random.randint(2, 9999)))
    if random.random() < 0.4:
        parts.insert(random.randint(0, len(parts)), random.choice(script.names))
    return tuple(parts)


Edit = Callable[[Random, Draft], None]


def _any(random: Random, draft: Draft) -> tuple[list[Sentence], int]:
    paragraph = random.choice([one for one in draft.paragraphs if one])
    return paragraph, random.randrange(len(paragraph))


def _change(random: Random, draft: Draft, name: str, change: Callable[[list[str]], None]) -> None:
    paragraph, place = _any(random, draft)
    parts = list(paragraph[place].parts)
    change(parts)
    if parts and tuple(parts) != paragraph[place].parts:
        paragraph[place] = replace(paragraph[place], parts=tuple(parts), touched=name)


def typo(random: Random, draft: Draft) -> None:
    """Change a letter of a word."""

    def change(parts: list[str]) -> None:
        at = random.randrange(len(parts))
        word = parts[at]
        spot = random.randrange(len(word))
        parts[at] = word[:spot] + random.choice(draft.script.words)[0] + word[spot + 1 :]

    _change(random, draft, "typo", change)


def figure(random: Random, draft: Draft) -> None:
    """Change a figure, or put one in."""

    def change(parts: list[str]) -> None:
        figures = [n for n, word in enumerate(parts) if word.isdigit()]
        at = random.choice(figures) if figures else random.randrange(len(parts))
        parts[at] = str(random.randint(2, 9999))

    _change(random, draft, "figure", change)


def negation(random: Random, draft: Draft) -> None:
    """Put a negation somewhere."""
    _change(
        random,
        draft,
        "negation",
        lambda parts: parts.insert(random.randint(0, len(parts)), draft.script.negation),
    )


def name(random: Random, draft: Draft) -> None:
    """Change a name, or put one in."""

    def change(parts: list[str]) -> None:
        parts[random.randrange(len(parts))] = random.choice(draft.script.names)

    _change(random, draft, "name", change)


def move_paragraph(random: Random, draft: Draft) -> None:
    """Put a paragraph elsewhere."""
    before = [*draft.paragraphs]
    moved = draft.paragraphs.pop(random.randrange(len(draft.paragraphs)))
    draft.paragraphs.insert(random.randint(0, len(draft.paragraphs)), moved)
    if _follows_itself(draft):
        draft.paragraphs = before


def split(random: Random, draft: Draft) -> None:
    """Make two sentences of one."""
    paragraph, place = _any(random, draft)
    sentence = paragraph[place]
    if len(sentence.parts) > 5:
        cut = random.randint(2, len(sentence.parts) - 2)
        halves = sentence.parts[:cut], sentence.parts[cut:]
        paragraph[place : place + 1] = [
            replace(sentence, parts=half, touched="split") for half in halves
        ]


def join(random: Random, draft: Draft) -> None:
    """Make one sentence of two."""
    paragraph, place = _any(random, draft)
    if place + 1 < len(paragraph):
        one, other = paragraph[place], paragraph[place + 1]
        parts = (*one.parts[:-1], one.parts[-1] + draft.script.joint.strip(), *other.parts)
        paragraph[place : place + 2] = [Sentence(parts, (*one.origins, *other.origins), "join")]


def rewrite_lead(random: Random, draft: Draft) -> None:
    """Write the first paragraph anew."""
    draft.paragraphs[0] = [
        Sentence(_sentence(random, draft.script), (), "lead") for _ in draft.paragraphs[0]
    ]


def cut(random: Random, draft: Draft) -> None:
    """Take a sentence out."""
    paragraph, place = _any(random, draft)
    if sum(map(len, draft.paragraphs)) > 1:
        del paragraph[place]
        draft.paragraphs[:] = [one for one in draft.paragraphs if one]


def insert(random: Random, draft: Draft) -> None:
    """Put a new sentence in."""
    paragraph, place = _any(random, draft)
    paragraph.insert(place, Sentence(_sentence(random, draft.script), (), "insert"))


def copy(random: Random, draft: Draft) -> None:
    """Let a sentence stand once more elsewhere.

    One of several that read alike is left alone: if another of them had been cut, nobody could
    tell its copy in that place from it.
    """
    paragraph, place = _any(random, draft)
    other, there = _any(random, draft)
    if paragraph[place].parts not in draft.doubles:
        other.insert(there, paragraph[place])


def move_sentence(random: Random, draft: Draft) -> None:
    """Put a sentence elsewhere."""
    paragraph, place = _any(random, draft)
    sentence = paragraph.pop(place)
    draft.paragraphs[:] = [one for one in draft.paragraphs if one] or [[]]
    random.choice(draft.paragraphs).append(sentence)


EDITS: tuple[Edit, ...] = (
    *(typo, figure, negation, name, move_paragraph, split, join, rewrite_lead, cut, insert),
    *(copy, move_sentence),
)


@dataclass(frozen=True)
class Trial:
    """A place of a claim, what was said of it, and the truth.

    ``wrong`` tells a place that was carried over silently though it should not have been.
    ``is_same`` says that its sentence stands in the new draft with no letter touched, and
    ``is_certain`` that it can be told from others that read alike, because it stands once in either
    text, or as often and in the same order. ``has_heir`` says that a sentence there came of it, and
    ``was_first`` that the first place proposed is in one. ``edit`` is the last that touched it, or
    “untouched”; ``heirs`` are the sentences that came of it.
    """

    placement: Placement
    wrong: str
    is_same: bool
    is_certain: bool
    has_heir: bool
    was_first: bool
    edit: str
    heirs: tuple[str, ...]
    old: str
    new: str


def trials(
    random: Random, script: Script, edits: int, claims: int, *, is_doubled: bool = False
) -> list[Trial]:
    """Make a draft, edit a copy of it, and place claims."""
    before = make_draft(random, script, is_doubled=is_doubled)
    said = Counter(sentence.parts for one in before.paragraphs for sentence in one)
    doubles = frozenset(parts for parts, count in said.items() if count > 1)
    after = Draft(script, [list(one) for one in before.paragraphs], doubles)
    for _ in range(edits):
        random.choice(EDITS if is_doubled or not random.randrange(4) else _EDITS)(random, after)
    (old, sentences), (new, heirs) = before.written(), after.written()
    places = [_claim(random, random.choice(sentences)[0]) for _ in range(claims)]
    found = place_claims(SentenceUnits(old, "xx"), SentenceUnits(new, "xx"), places)
    return [_judged(one, old, new, sentences, heirs) for one in found]


_EDITS = tuple(edit for edit in EDITS if edit is not copy)
"""Those that let no sentence stand twice."""


def _claim(random: Random, sentence: Span) -> Span:
    start = random.randrange(sentence.start, sentence.end)
    return Span(start, random.randint(start + 1, sentence.end))


def _judged(
    found: Placement,
    old: str,
    new: str,
    sentences: list[tuple[Span, Sentence]],
    heirs: list[tuple[Span, Sentence]],
) -> Trial:
    home, sentence = next((s, told) for s, told in sentences if s.overlaps(found.old))
    of_it = [(s, told) for s, told in heirs if sentence.origins[0] in told.origins]
    # of copies side by side, nobody can tell one from the other
    row = {sentence.origins[0]}
    for steps in (sentences, sentences[::-1]):
        for (_, one), (_, other) in pairwise(steps):
            if one.parts == other.parts and one.origins[0] in row:
                row.add(other.origins[0])
    of_row = [(s, told) for s, told in heirs if row.intersection(told.origins)]
    same = [s for s, _ in of_row if s.of(new) == home.of(old)]
    wrong = ""
    if found.placing is Placing.SAME:
        (place,) = found.proposals
        right = [
            Span(s.start + found.old.start - home.start, s.start + found.old.end - home.start)
            for s in same
        ]
        if place not in right:
            wrong = f"{found.old.of(old)!r} of {home.of(old)!r} at {place}: {place.of(new)!r}"
    copies = [told.origins for s, told in sentences if s.of(old) == home.of(old)]
    is_certain = copies == [told.origins for s, told in heirs if s.of(new) == home.of(old)]
    first = found.proposals[0] if found.proposals else None
    was_first = first is not None and any(s.overlaps(first) for s, _ in of_it)
    edit = "untouched" if same else of_it[0][1].touched if of_it else "cut"
    sentences_there = tuple(s.of(new) for s, _ in of_it)
    return Trial(
        found,
        wrong,
        is_same=bool(same),
        is_certain=bool(same) and is_certain,
        has_heir=bool(of_it),
        was_first=was_first,
        edit=edit,
        heirs=sentences_there,
        old=old,
        new=new,
    )


@dataclass
class Tally:
    """What came of places, counted."""

    places: int = 0
    wrong: int = 0
    same: int = 0
    found: int = 0
    certain: int = 0
    found_of_certain: int = 0
    asked: int = 0
    first: int = 0
    gone: int = 0
    said_gone: int = 0

    def add(self, one: Trial) -> None:
        """Count what came of a place."""
        self.places += 1
        self.wrong += bool(one.wrong)
        self.same += one.is_same
        self.found += one.is_same and one.placement.placing is Placing.SAME
        self.certain += one.is_certain
        self.found_of_certain += one.is_certain and one.placement.placing is Placing.SAME
        asked = one.has_heir and not one.is_same
        self.asked += asked
        self.first += asked and one.was_first
        self.gone += not one.has_heir
        self.said_gone += not one.has_heir and one.placement.placing is Placing.GONE

    def __str__(self) -> str:
        found, first = self.found / max(1, self.same), self.first / max(1, self.asked)
        gone = self.said_gone / max(1, self.gone)
        certain = self.found_of_certain / max(1, self.certain)
        return (
            f"{self.places:7} wrong {self.wrong} · same {self.same} found {found:.4f}, of the "
            f"certain {certain:.4f} · asked "
            f"{self.asked} first {first:.4f} · gone {self.gone} said {gone:.4f}"
        )


def measured(places: int, seed: int, *, is_doubled: bool) -> dict[str, Tally]:
    """Try many places, and return what came of them: all, by script, and by edit."""
    tallies = {"all": Tally(), **{script.name: Tally() for script in SCRIPTS}}
    while tallies["all"].places < places:
        random, script = Random(seed), SCRIPTS[seed % len(SCRIPTS)]
        edits = random.randint(1, 12)
        for one in trials(random, script, edits, 20, is_doubled=is_doubled):
            for key in ("all", script.name, one.edit):
                tallies.setdefault(key, Tally()).add(one)
            if one.wrong:
                echo(f"{seed} {one.wrong}")
        seed += 1
    return tallies


def main() -> None:
    """Try many places, and print what came of them."""
    parser = ArgumentParser()
    parser.add_argument("--places", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--doubled", action="store_true", help="let many sentences stand twice")
    given = parser.parse_args()
    for key, tally in measured(given.places, given.seed, is_doubled=given.doubled).items():
        echo(f"{key:11} {tally}")


if __name__ == "__main__":
    main()
