"""Articles made of real words, with lists, tables, quotations and interviews, and edits of them.

Made otherwise than ``edits``: sentences come from patterns of eight languages, edits touch single
characters as well as the lines that lead others, and the truth is told by what each sentence says
with the words that lead it. ``python -m tests.revisions.newsroom --places 100000`` tries many.
"""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from random import Random
from textwrap import wrap

from click import echo

from annotator.kernel.positions import Span
from annotator.kernel.sentence_units import SentenceUnits, seen_places
from annotator.revisions.model import Placing
from annotator.revisions.placements import Placement, place_claims


@dataclass(frozen=True)
class Language:
    """The patterns of a language; its end of a sentence is part of each."""

    name: str
    code: str
    patterns: tuple[str, ...]
    names: tuple[str, ...]
    things: tuple[str, ...]
    negation: str
    says: str
    marks: str = "“”"
    gap: str = " "


def _of(name: str, code: str, words: str, **more: str) -> Language:
    """Return a language from lines: patterns, names, things, negation and speech."""
    *patterns, names, things, negation, says = words.strip().split("\n")
    return Language(
        name=name,
        code=code,
        patterns=tuple(patterns),
        names=tuple(names.split("|")),
        things=tuple(things.split("|")),
        negation=negation,
        says=says,
        marks=more.get("marks", "“”"),
        gap=more.get("gap", " "),
    )


LANGUAGES = (
    _of(
        "Latin",
        "en",
        """
{thing} in {name} is {n} m high.
According to {name}, {thing} cost {n} million euros in {year}.
{name} was elected in {year}, with {n} % of the vote.
The council approved {thing} on {n2} May, after {name} had asked for it.
Since {year}, {n} people have left; {thing} was closed.
He denies it.
“It is {n} km long,” said {name}, “and it was built by {name2}.”
Prof. {name} of the U.S. found {n} errors in {thing}, e.g. in the figures.
{name} and {name2} disagree about {thing}, which opened in {year}.
It rose from {n2} to {n} within a year, {name} wrote.
Petra Vale|Harwick|Dr. Osei|Miller|St. Ives
the tower|the new bridge|the budget|a hospital|the railway|the harbour
not
said""",
    ),
    _of(
        "Cyrillic",
        "ru",
        """
{thing} в городе {name} имеет высоту {n} м.
По словам {name}, {thing} стоил {n} миллионов рублей в {year} году.
{name} победил на выборах {year} года, набрав {n} %.
Совет одобрил {thing} {n2} мая, после просьбы {name}.
Он это отрицает.
С {year} года уехали {n} человек; {thing} закрыли.
{name} и {name2} спорят о том, когда открыли {thing}.
Петров|Казань|Иванова|Орлов
мост|бюджет|завод|порт|вокзал
не
сказал""",
        marks="«»",
    ),
    _of(
        "Arabic",
        "ar",
        """
يبلغ ارتفاع {thing} في {name} نحو {n} متر.
قال {name} إن {thing} كلف {n} مليون دولار في عام {year}.
فاز {name} في انتخابات {year} بنسبة {n} بالمئة.
وافق المجلس على {thing} بعد طلب من {name}، ثم أغلق {n2} مكتبا.
هو ينفي ذلك.
غادر {n} شخص منذ عام {year}، وأغلق {thing}.
حداد|القاهرة|ليلى|سامي
الجسر|البرج|المستشفى|الميناء
لا
قال""",
        marks="«»",
    ),
    _of(
        "Hebrew",
        "he",
        """
גובה {thing} בעיר {name} הוא {n} מטר.
לדברי {name}, {thing} עלה {n} מיליון שקל בשנת {year}.
{name} נבחר בשנת {year} ברוב של {n} אחוז.
המועצה אישרה את {thing} אחרי ש{name} ביקש זאת {n2} פעמים.
הוא מכחיש זאת.
מאז {year} עזבו {n} אנשים; {thing} נסגר.
כהן|חיפה|לוי|נועה
הגשר|המגדל|התקציב|הנמל
לא
אמר""",
        marks="””",
    ),
    _of(
        "Devanagari",
        "hi",
        """
{name} में {thing} की ऊँचाई {n} मीटर है।
{name} के अनुसार {thing} पर {year} में {n} करोड़ रुपये खर्च हुए।
{name} ने {year} का चुनाव {n} प्रतिशत मतों से जीता।
परिषद ने {name} के कहने पर {thing} को {n2} मई को मंज़ूरी दी।
वह इससे इनकार करते हैं।
{year} से {n} लोग चले गए, और {thing} बंद हो गया।
शर्मा|दिल्ली|डॉ. गुप्ता|सीता
पुल|अस्पताल|बजट|टावर
नहीं
कहा""",
    ),
    _of(
        "Thai",
        "th",
        """
{thing}ใน{name}สูง {n} เมตร
{name}กล่าวว่า{thing}มีค่าใช้จ่าย {n} ล้านบาทในปี {year}
{name}ชนะการเลือกตั้งปี {year} ด้วยคะแนน {n} เปอร์เซ็นต์
สภาอนุมัติ{thing}เมื่อวันที่ {n2} พฤษภาคม ตามคำขอของ{name}
เขาปฏิเสธเรื่องนี้
กรุงเทพ|สมชาย|เชียงใหม่
สะพาน|หอคอย|โรงพยาบาล|งบประมาณ
ไม่
กล่าว""",
        gap="\n",
    ),
    _of(
        "Chinese",
        "zh",
        """
{name}的{thing}高{n}米。
据{name}说，{thing}在{year}年花费了{n}万元。
{name}在{year}年以{n}%的得票率当选。
市议会于5月{n2}日应{name}的要求批准了{thing}。
他否认这一点。
自{year}年以来，{n}人离开了，{thing}也关闭了。
北京|王明|李华|上海
大桥|铁塔|医院|预算
不
说""",
        gap="",
    ),
    _of(
        "Japanese",
        "ja",
        """
{name}の{thing}は高さ{n}メートルである。
{name}によると、{thing}には{year}年に{n}万円かかった。
{name}は{year}年に{n}％の得票で当選した。
市議会は5月{n2}日、{name}の求めで{thing}を承認した。
彼はそれを否定している。
{year}年から{n}人が去り、{thing}は閉鎖された。
東京|田中|鈴木|大阪
橋|塔|病院|予算
ない
述べた""",
        marks="「」",
        gap="",
    ),
)


@dataclass(frozen=True)
class Said:
    """A sentence: its words, and the number of that it came from."""

    words: str
    origin: int


@dataclass(frozen=True)
class Block:
    """A paragraph, a list, a table, an interview or a quotation, with the line that leads it."""

    kind: str
    sentences: tuple[Said, ...]
    lead: str = ""


@dataclass(frozen=True)
class Standing:
    """A sentence as it stands in a text, with the words that lead it there."""

    span: Span
    said: Said
    lead: str

    @property
    def reads(self) -> tuple[str, str]:
        """What it says, without white space, with its lead."""
        return self.lead, _seen(self.said.words)


def _seen(words: str) -> str:
    return "".join(words[place] for place in seen_places(words))


@dataclass
class Article:
    """Blocks of sentences in a language."""

    language: Language
    blocks: list[Block] = field(default_factory=list)
    is_wrapped: bool = False

    def written(self) -> tuple[str, list[Standing]]:
        """Return the text, and its sentences as they stand there."""
        text, standing = "", []
        for block in self.blocks:
            text += "\n\n" * bool(text)
            for words, said in _lines(block, self.language):
                if said is not None:
                    start = len(text) + words.index(said.words)
                    span = Span(start, start + len(said.words))
                    # each row of a table has a label of its own
                    label = text[text.rfind("\n") + 1 :] if block.kind == "table" else ""
                    standing.append(Standing(span, said, block.lead + label))
                text += words
        if self.is_wrapped:
            # a line end for a space, so that places stay
            text = "\n\n".join(_wrapped(one) for one in text.split("\n\n"))
        return text, standing


def _wrapped(paragraph: str) -> str:
    if "\n" in paragraph or len(paragraph) < 90:
        return paragraph
    lines = wrap(paragraph, 70, break_long_words=False, break_on_hyphens=False)
    joined = "\n".join(lines)
    return joined if len(joined) == len(paragraph) else paragraph


def _lines(block: Block, language: Language) -> Iterator[tuple[str, Said | None]]:
    """Yield the words of a block with the sentence that they hold, if any."""
    gap = language.gap if language.gap != "\n" or block.kind == "paragraph" else " "
    before, between, after = {
        "paragraph": ("", gap, ""),
        "list": (f"{block.lead}:\n• ", "\n• ", ""),
        "table": (f"{block.lead} | {block.lead}\nA | ", " | x\nB | ", " | x"),
        "answer": (f"{block.lead}?\n\n", "", ""),
        "quotation": (f"{block.lead}: {language.marks[0]}", gap, language.marks[1]),
    }[block.kind]
    yield before, None
    for number, said in enumerate(block.sentences):
        yield between * bool(number), None
        yield said.words, said
    yield after, None


class Maker:
    """Makes articles, and edits them."""

    def __init__(self, random: Random, language: Language) -> None:
        self.random, self.language = random, language
        self._next = 0

    def sentence(self) -> str:
        """Return a new sentence."""
        random, language = self.random, self.language
        words = random.choice(language.patterns).format(
            name=random.choice(language.names),
            name2=random.choice(language.names),
            thing=random.choice(language.things),
            n=random.randint(13, 9999),
            n2=random.randint(2, 30),
            year=random.randint(1890, 2026),
        )
        return words[0].upper() + words[1:]

    def said(self, words: str = "") -> Said:
        """Return a sentence with a number of its own."""
        self._next += 1
        return Said(words or self.sentence(), self._next)

    def lead(self) -> str:
        """Return words that lead others."""
        random, language = self.random, self.language
        name, thing = random.choice(language.names), random.choice(language.things)
        return f"{name} {language.says} {thing} {random.randint(2, 999)}".capitalize()

    def article(self) -> Article:
        """Make an article."""
        random = self.random
        article = Article(self.language)
        for _ in range(random.randint(3, 8)):
            kind = random.choice(["paragraph"] * 4 + ["list", "table", "answer", "quotation"])
            if self.language.gap == "\n" and kind == "quotation":
                # sentences of one line are one there
                kind = "paragraph"
            if kind == "answer":
                short = self.said(self.language.negation.capitalize() + ".")
                article.blocks.append(Block(kind, (short,), self.lead()))
                continue
            sentences = tuple(self.said() for _ in range(random.randint(1, 6)))
            lead = "" if kind == "paragraph" else self.lead()
            article.blocks.append(Block(kind, sentences, lead))
        article.is_wrapped = self.language.gap == " " and random.random() < 0.3
        return article


Edit = Callable[[Maker, Article], None]
_SIGNS = "abczаяابאבकखกข城橋0479٣−-,.;:!?%°“”’\u200d\u200c\u200e\u0301"


def _change(maker: Maker, article: Article, change: Callable[[str], str]) -> None:
    """Change the words of a sentence."""
    at = maker.random.randrange(len(article.blocks))
    block = article.blocks[at]
    number = maker.random.randrange(len(block.sentences))
    words = change(block.sentences[number].words).strip()
    if len(words) > 1 and not words[0].islower():
        said = replace(block.sentences[number], words=words)
        sentences = (*block.sentences[:number], said, *block.sentences[number + 1 :])
        article.blocks[at] = replace(block, sentences=sentences)


def sign(maker: Maker, article: Article) -> None:
    """Put a sign in, take one out or put one for another, anywhere in a sentence but its end."""

    def change(words: str) -> str:
        at = maker.random.randrange(1, max(2, len(words) - 1))
        put: str = maker.random.choice([*_SIGNS, ""])
        return words[:at] + put + words[at + maker.random.randint(0, 1) :]

    _change(maker, article, change)


def negation(maker: Maker, article: Article) -> None:
    """Put a negation somewhere behind the first word."""

    def change(words: str) -> str:
        at = maker.random.randint(1, len(words) - 1)
        if " " in words:
            at = maker.random.choice([n + 1 for n, one in enumerate(words) if one == " "])
            return f"{words[:at]}{maker.language.negation} {words[at:]}"
        return words[:at] + maker.language.negation + words[at:]

    _change(maker, article, change)


def figure(maker: Maker, article: Article) -> None:
    """Change the last figure of a sentence by one."""

    def change(words: str) -> str:
        digits = [n for n, one in enumerate(words) if one.isascii() and one.isdigit()]
        if not digits:
            return words
        at = digits[-1]
        return f"{words[:at]}{(int(words[at]) + 1) % 10}{words[at + 1 :]}"

    _change(maker, article, change)


def spaces(maker: Maker, article: Article) -> None:
    """Put a no-break space for a space, or a soft hyphen into a word: it reads as before."""
    is_hyphen = maker.random.random() < 0.5

    def change(words: str) -> str:
        if not is_hyphen:
            return words.replace(" ", "\u00a0", 1) if " " in words[:-2] else words
        return f"{words[:1]}\u00ad{words[1:]}" if words[:2].isalpha() else words

    _change(maker, article, change)


def wrapping(_maker: Maker, article: Article) -> None:
    """Break lines by hand, or no more."""
    article.is_wrapped = article.language.gap == " " and not article.is_wrapped


def lead(maker: Maker, article: Article) -> None:
    """Change the line that leads a list, a table, an answer or a quotation."""
    led = [n for n, block in enumerate(article.blocks) if block.lead]
    if led:
        at = maker.random.choice(led)
        article.blocks[at] = replace(article.blocks[at], lead=maker.lead())


def speakers(maker: Maker, article: Article) -> None:
    """Let two blocks change their leading lines."""
    led = [n for n, block in enumerate(article.blocks) if block.lead]
    if len(led) > 1:
        one, other = maker.random.sample(led, 2)
        leads = article.blocks[one].lead, article.blocks[other].lead
        article.blocks[one] = replace(article.blocks[one], lead=leads[1])
        article.blocks[other] = replace(article.blocks[other], lead=leads[0])


def move(maker: Maker, article: Article) -> None:
    """Put a block elsewhere."""
    block = article.blocks.pop(maker.random.randrange(len(article.blocks)))
    article.blocks.insert(maker.random.randint(0, len(article.blocks)), block)


def drop(maker: Maker, article: Article) -> None:
    """Take a sentence out, or the block if it has no other."""
    at = maker.random.randrange(len(article.blocks))
    block = article.blocks[at]
    if len(block.sentences) > 1:
        number = maker.random.randrange(len(block.sentences))
        rest = (*block.sentences[:number], *block.sentences[number + 1 :])
        article.blocks[at] = replace(block, sentences=rest)
    elif len(article.blocks) > 1:
        del article.blocks[at]


def add(maker: Maker, article: Article) -> None:
    """Put a new sentence in."""
    at = maker.random.randrange(len(article.blocks))
    block = article.blocks[at]
    if block.kind != "answer":
        number = maker.random.randint(0, len(block.sentences))
        sentences = (*block.sentences[:number], maker.said(), *block.sentences[number:])
        article.blocks[at] = replace(block, sentences=sentences)


def swap(maker: Maker, article: Article) -> None:
    """Let two sentences of different blocks change places."""
    several = [n for n, block in enumerate(article.blocks) if block.kind != "answer"]
    if len(several) < 2:
        return
    places = [
        (at, maker.random.randrange(len(article.blocks[at].sentences)))
        for at in maker.random.sample(several, 2)
    ]
    words = [article.blocks[at].sentences[number] for at, number in places]
    counts = Counter(one.words for block in article.blocks for one in block.sentences)
    if any(counts[one.words] > 1 or len(_seen(one.words)) <= _SHORT + 8 for one in words):
        # one that stands several times could take the place of another, and not be told from it
        return
    for (at, number), said in zip(places, words[::-1], strict=True):
        sentences = [*article.blocks[at].sentences]
        sentences[number] = said
        article.blocks[at] = replace(article.blocks[at], sentences=tuple(sentences))


EDITS: tuple[Edit, ...] = (
    *(sign, sign, negation, negation, figure, spaces, wrapping, lead, speakers, move, drop, add),
    swap,
)


@dataclass(frozen=True)
class Outcome:
    """A place, what was said of it, and whether that was wrong; ``is_same`` if it reads as before.

    A place that is the same but stands several times counts in neither way.
    """

    placement: Placement
    wrong: str
    is_same: bool


def outcomes(random: Random, language: Language, edits: int, claims: int) -> list[Outcome]:
    """Make an article, edit it, and place claims."""
    maker = Maker(random, language)
    before = maker.article()
    after = Article(language, [*before.blocks], before.is_wrapped)
    for _ in range(edits):
        random.choice(EDITS)(maker, after)
    (old, were), (new, are) = before.written(), after.written()
    places = []
    for _ in range(claims):
        home = random.choice(were).span
        start = random.choice([home.start + n for n in seen_places(home.of(old))])
        places.append(Span(start, random.randint(start + 1, home.end)))
    units = SentenceUnits(old, language.code), SentenceUnits(new, language.code)
    return [_judged(one, old, new, were, are) for one in place_claims(*units, places)]


def _judged(
    found: Placement, old: str, new: str, were: list[Standing], are: list[Standing]
) -> Outcome:
    home = next(one for one in were if one.span.overlaps(found.old))
    copies = [one for one in were if one.reads == home.reads]
    twins = [one for one in are if one.reads == home.reads]
    wrong = ""
    if found.placing is Placing.SAME:
        (place,) = found.proposals
        there = [one for one in are if one.span.overlaps(place)]
        if len(there) != 1:
            wrong = "it touches other sentences"
        elif there[0].reads != home.reads:
            wrong = f"{home.reads} became {there[0].reads}"
        elif _within(found.old, home, old) != _within(place, there[0], new):
            wrong = f"{found.old.of(old)!r} became {place.of(new)!r}"
        elif len(copies) > 1 and not home.lead and there[0].said.origin != home.said.origin:
            # under the same lead it says the same; alone, it may be about another matter
            wrong = f"another copy of {home.reads}"
    is_same = len(copies) == len(twins) == 1 and copies[0].said.origin == twins[0].said.origin
    return Outcome(found, wrong, is_same and len(_seen(home.said.words)) > _SHORT)


_SHORT = 16
"""The letters of a sentence that says nothing by itself, as “He denies it.”"""


def _within(place: Span, home: Standing, text: str) -> tuple[str, str]:
    """Return what is seen of a sentence before the end of a place, and of the place."""
    before = text[home.span.start : place.end]
    return _seen(before), _seen(place.of(text))


def main() -> None:
    """Try many places, and print what came of them."""
    parser = ArgumentParser()
    parser.add_argument("--places", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    counts, seed = Counter[tuple[str, str]](), given.seed
    while counts["all", "places"] < given.places:
        random, language = Random(seed), LANGUAGES[seed % len(LANGUAGES)]
        for one in outcomes(random, language, random.randint(1, 12), 20):
            for key in ("all", language.name):
                counts[key, "places"] += 1
                counts[key, "wrong"] += bool(one.wrong)
                counts[key, "same"] += one.is_same
                counts[key, "found"] += one.is_same and one.placement.placing is Placing.SAME
            if one.wrong:
                echo(f"{seed} {one.wrong}")
        seed += 1
    for key in ("all", *(language.name for language in LANGUAGES)):
        same = counts[key, "same"]
        echo(
            f"{key:11}{counts[key, 'places']:8} wrong {counts[key, 'wrong']} · same {same} found "
            f"{counts[key, 'found'] / max(1, same):.4f}"
        )


if __name__ == "__main__":
    main()
