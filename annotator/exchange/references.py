"""The references that writers give in comments, footnotes and tables, in their parts.

A part is told by rule only: an address, a file name, a place within the source, a day, words in
quotation marks, and a publication between title and date. What no rule tells apart stays in the
title as it was written, so that each word of a reference is in a part of it.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from annotator.evidence.citations import find_address
from annotator.evidence.model import SourceType

_SUFFIXES = (
    "pdf|docx?|odt|rtf|txt|md|xlsx?|ods|csv|pptx?|odp|eml|msg|mhtml?|html?|"
    "jpe?g|png|gif|tiff?|heic|webp|m4a|mp3|wav|ogg|opus|flac|aac|mp4|mov|avi|mkv|webm|zip"
)
_LABEL_OF_FILES = (
    r"(?:files?|file name|attachment|datei|fichier|archivo|bestand|arquivo|allegato|plik|"
    r"файл|вложение|الملف|ملف|קובץ|文件|檔案|ファイル|파일)\s*[:：]\s*"
)
_FILE = re.compile(
    rf"{_LABEL_OF_FILES}(?P<labelled>[^\n,;:/]{{0,200}}\.(?:{_SUFFIXES}))(?![\w/@])"
    rf"|(?P<name>(?<![\w/.@-])[\w\-.()+&]{{0,200}}[\w)]\.(?:{_SUFFIXES}))(?![\w/@])",
    re.IGNORECASE,
)
_RECORDINGS = re.compile(
    r"\.(?:m4a|mp3|wav|ogg|opus|flac|aac|mp4|mov|avi|mkv|webm)$", re.IGNORECASE
)

_NUMBER = r"(?:\d{1,12}(?:\.\d{1,12}){0,8}[a-z]?|[ivxlc]{1,12})"
_RANGE = (
    rf"{_NUMBER}(?:\s?[–—-]\s?{_NUMBER})?"
    rf"(?:\s?(?:,|&|and|und|et|y)\s?{_NUMBER}(?![\w./:-])){{0,40}}"
)
_NOUNS = (
    r"pages?|pp?\.|seiten?|s\.|pág(?:ina)?s?\.?|pag(?:ina)?s?\.?|blz\.|side|sida|str\.|"
    r"paragraphs?|paras?\.?|¶+|§+|sections?|sec\.|sect\.|abschnitt|abs\.|art(?:icle|ikel)?\.?|"
    r"chapters?|chap\.|ch\.|kapitel|kap\.|chapitre|capítulo|cap\.|tables?|tabelle|tab\.|"
    r"figures?|fig\.|abb(?:ildung)?\.?|slides?|folie|lines?|zeile|verse|vol(?:ume)?\.?|"
    r"footnote|note|fn\.|appendix|clause|column|row|sheet|cell|minute|min\.|"
    r"страниц[аы]|стр\.?|с\.|абзац|абз\.|пункт|п\.|статья|ст\.|глава|гл\.|раздел|таблица|табл\.|рис\.|"
    r"الصفحات|الصفحة|صفحة|ص\s?ص\.?|ص\.?|الفقرة|فقرة|المادة|الفصل|"
    r"עמודים|עמוד|עמ['׳]|סעיף|פרק"
)
_PLACE = re.compile(
    rf"(?<!\w)(?:(?:at|on|see)\s+)?(?P<place>(?:{_NOUNS})\s?{_RANGE}(?!\w))", re.IGNORECASE
)
_PLACE_BEHIND = re.compile(rf"(?P<place>第?{_RANGE}\s?[页頁章節节條条쪽])")
_ANNEX = re.compile(r"(?<!\w)(?P<place>(?:annex|anhang|anlage|annexe|anexo)\s[A-Z0-9]{1,3})(?!\w)")
_TIME = re.compile(
    r"(?<![\d:])(?:(?:at|from|ab|bei|à)\s+)?(?P<place>\d{1,2}:[0-5]\d(?::[0-5]\d)?"
    r"(?:\s?[–—-]\s?\d{1,2}:[0-5]\d(?::[0-5]\d)?)?)(?![\d:]|\s?(?:am|pm|a\.m|p\.m|uhr|h\b))",
    re.IGNORECASE,
)

_MONTHS = (
    r"jan(?:uary|uar|vier|\.)?|enero|feb(?:ruary|ruar|rero|\.)?|février|mar(?:ch|s|zo|\.)?|märz|"
    r"apr(?:il|\.)?|avril|abril|may|mai|mayo|june?|juni|juin|junio|july?|juli|juillet|julio|"
    r"aug(?:ust|\.)?|août|agosto|sept?(?:ember|embre|iembre|\.)?|oct(?:ober|obre|\.)?|okt(?:ober|\.)?|"
    r"octubre|nov(?:ember|embre|iembre|\.)?|de[cz](?:ember|\.)?|décembre|diciembre|"
    r"январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|сентябр[ья]|"
    r"октябр[ья]|ноябр[ья]|декабр[ья]|"
    r"يناير|فبراير|مارس|أبريل|ابريل|مايو|يونيو|يوليو|أغسطس|اغسطس|سبتمبر|أكتوبر|اكتوبر|نوفمبر|ديسمبر|"
    r"كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول|"
    r"ב?(?:ינואר|פברואר|מרץ|מרס|אפריל|מאי|יוני|יולי|אוגוסט|ספטמבר|אוקטובר|נובמבר|דצמבר)"
)
_YEAR = r"(?:1[5-9]|20|١[٥-٩]|٢٠|۱[۵-۹]|۲۰)\d\d"
_DAY_OF_MONTH = r"[0-3٠-٣۰-۳]?\d"
_DAY = re.compile(
    rf"(?<![\w/.-])(?:{_YEAR}-[01]\d-[0-3]\d|"
    rf"{_DAY_OF_MONTH}(?:\.|st|nd|rd|th)?\s(?:of\s|de\s)?(?:{_MONTHS})\s(?:de\s)?{_YEAR}|"
    rf"{_YEAR}\s?[年년]\s?[01]?\d\s?[月월]\s?[0-3]?\d\s?[日일]|"
    rf"(?:{_MONTHS})\s[0-3]?\d(?:st|nd|rd|th)?,?\s{_YEAR}|"
    rf"(?:{_MONTHS})\s{_YEAR}|"
    rf"{_DAY_OF_MONTH}[./][01٠١۰۱]?\d[./]{_YEAR})(?![\w/-])(?:\sг\.)?",
    re.IGNORECASE,
)
_YEAR_ALONE = re.compile(rf"^\(?(?P<year>{_YEAR})\)?$")
_ACCESSED = re.compile(
    r"\(?\b(?:accessed|retrieved|last (?:accessed|visited|checked)|abgerufen|zuletzt abgerufen|"
    r"consulté|consultado|дата обращения|تاريخ الاطلاع|تم الاطلاع|נצפה|אוחזר)\b"
    r"(?:\s(?:on|am|le|el|في|ב-))?[:：]?\s*$",
    re.IGNORECASE,
)

_QUOTED = re.compile(
    r"“([^“”]+)”|„([^„“”]+)[“”]|«\s?([^«»]+?)\s?»|\"([^\"]+)\"|「([^「」]+)」|『([^『』]+)』|״([^״]+)״"
)
_SHORTEST_QUOTATION = 6
"""Words in quotation marks from which on they are a quotation; fewer are a title, or a name."""
_SENTENCE_ENDS = ".,!?…。！？؟"

_UNSEEN = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
"""Marks of direction, which stand around words that run from right to left."""
_LABEL = re.compile(
    rf"^[\s{_UNSEEN}]*"
    r"(?:primary |secondary )?(?:sources?|quellen?|sources?|fuentes?|fontes?|bron(?:nen)?|"
    r"kilder?|källor?|fonti?|источник|źródło|ref(?:erence)?s?|citation|link|url|see also|see|cf\.|"
    r"vgl\.|siehe|via|per|from|kaynak|zdroje?|forrás|sursa|izvor|lähde|heimild|"
    r"источники?|ссылка|см\.|ср\.|джерел[оа]|πηγ(?:ή|ές)|المصادر|المصدر|مصدر|المرجع|مرجع|رابط|انظر|منبع|"
    r"מקורות|מקור|קישור|ראו?|स्रोत|资料来源|資料來源|来源|來源|出处|出處|出典|情報源|출처)"
    rf"[\s{_UNSEEN}]*[:：][\s{_UNSEEN}]*",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,200}@[\w-]{1,200}(?:\.[\w-]{1,200}){1,8}"
    r"|(?:\+|\b00?)\d[\d ()/-]{6,30}\d"
    r"|(?<![\d.,/-])(?:\(\d{3}\)\s?|\d{3}[-. ])?\d{3}[-.](?!19|20)\d{4}(?![\d.,/-]*\d)"
    r"|(?<!\w)(?:tel(?:ephone|efon|éfono|efono)?|t[ée]l|phone|ph|mob(?:ile)?|cell|handy|fax|ext(?:ension)?|"
    r"durchwahl|тел(?:ефон)?|доб|هاتف|جوال|טל(?:פון)?['׳]?|נייד)\b\.?\s*[:：]?\s*"
    r"[(+]?\d[\d ()/.-]{1,30}\d"
    r"|(?<!\w)(?:mailto|tel|sms):\S*",
    re.IGNORECASE,
)
"""An address or a telephone number, which no title may carry into a report."""
LONGEST = 2_000
"""Letters of a reference that are read by rule; words behind them are its rest."""
_REMARK = re.compile(
    r"ok|okay|k|done|fixed|yes|no|agreed?|thanks?|you|ta|noted|checked|confirmed|stet|ack|good|great|"
    r"nice|fine|lgtm|erledigt|ja|nein|danke|gut|passt|oui|non|merci|fait|vu|sí|si|vale|gracias|hecho|"
    r"sim|não|obrigado|feito|fatto|grazie|bene|gotowe|tak|dzięki|да|нет|ок|готово|спасибо|"
    r"نعم|تم|شكرا|موافق|حسنا|כן|תודה|בסדר|בוצע|אוקיי|"
    r"好|好的|是|谢谢|已完成|はい|了解|済|네|완료"
)
"""Words of a remark that names no source."""
_ASKS = re.compile(r"[?؟\u037e][)”\"'»]*(?:\s*$|\s+\w)|？")
"""The end of a question, or its end before a further sentence."""
_BARE_LABELS = {"see", "see also", "cf", "via", "from", "source", "link", "siehe", "vgl", "quelle"}
_WORD = re.compile(r"\w")
_EDGES = f" \t\n,;:–—-|•·.،؛，、；：。{_UNSEEN}"


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a source in its parts; a part that it lacks is empty.

    ``published`` and ``accessed`` are as they were written. ``rest`` are words that fit in no part
    but stood between parts; ``words`` is the whole reference as it was written.
    """

    words: str
    title: str = ""
    publisher: str = ""
    published: str = ""
    accessed: str = ""
    url: str = ""
    file_name: str = ""
    locator: str = ""
    quotation: str = ""
    rest: str = ""

    @property
    def name(self) -> str:
        """The title of the source: as it was written, but without ways to reach a person."""
        given = self.title or self.file_name or self.url
        return given or _PERSONAL.sub("", self.words).strip(_EDGES) or "Contact"

    @property
    def is_told(self) -> bool:
        """Whether any rule found a part, so that the words are a reference to a source."""
        parts = (self.url, self.file_name, self.locator, self.published, self.quotation)
        return any(parts) or _LABEL.match(self.words) is not None

    @property
    def type(self) -> SourceType:
        """The kind of the source, as far as its parts say so."""
        if self.file_name:
            is_heard = _RECORDINGS.search(self.file_name) is not None
            return SourceType.RECORDING if is_heard else SourceType.DOCUMENT
        return SourceType.WEB if self.url else SourceType.OTHER


@lru_cache(maxsize=4096)
def references_in(words: str) -> tuple[Reference, ...]:
    """Return the references in a comment, a footnote or a cell; lines with addresses are apart.

    Lines without an address, a file or a place belong to the line above.
    """
    groups: list[list[str]] = []
    has_start = False
    for line in filter(str.strip, words.splitlines()):
        begun = line[:LONGEST]
        starts = bool(find_address(begun) or _FILE.search(begun))
        if groups and not (starts and has_start):
            groups[-1].append(line.strip())
            has_start = has_start or starts
        else:
            groups.append([line.strip()])
            has_start = starts
    return tuple(read_reference("\n".join(group)) for group in groups)


@lru_cache(maxsize=4096)
def is_question(words: str) -> bool:
    """Whether words ask, at their end or before a further sentence, and name no source."""
    asks = _ASKS.search(_QUOTED.sub("", words)) is not None
    return asks and not read_reference(words).is_told


def is_remark(words: str) -> bool:
    """Whether words only answer, as “OK” and “Done, thanks!” do, or are no words at all."""
    said = re.findall(r"[^\W\d_]+|\d+", words)
    return all(_REMARK.fullmatch(word.casefold()) for word in said)


@lru_cache(maxsize=4096)
def read_reference(words: str) -> Reference:
    """Return a reference in its parts."""
    if len(words) <= LONGEST:
        return _Reading(words).reference()
    cut = max(words.rfind(" ", 0, LONGEST), words.rfind("\n", 0, LONGEST))
    cut = cut if cut > 0 else LONGEST
    begun = _Reading(words[:cut]).reference()
    rest = "; ".join(filter(None, (begun.rest, words[cut:].strip())))
    return replace(begun, words=words, rest=rest)


class _Reading:
    """A reference being read: each part that a rule tells is taken out of what remains."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._left = _LABEL.sub("", words)

    def reference(self) -> Reference:
        url = self._url()
        quotation = self._quotation()
        file_name = self._file()
        accessed, published = self._days()
        locator = self._locators()
        parts = self._parts()
        if not published:
            published = self._year(parts)
        title, publisher = self._title(parts)
        return Reference(
            self._words, title, publisher, published, accessed, url, file_name, locator, quotation,
            "; ".join(parts),
        )  # fmt: skip

    def _take(self, start: int, end: int) -> None:
        # a mark of its own, at which the words on both sides stay apart
        self._left = f"{self._left[:start]}\x1f{self._left[end:]}"

    def _url(self) -> str:
        found = find_address(self._left)
        if found is None:
            return ""
        url, start, end = found
        self._take(start, end)
        return url

    def _quotation(self) -> str:
        for found in _QUOTED.finditer(self._left):
            said: str = next(filter(None, found.groups())).strip()
            is_said = len(said.split()) >= _SHORTEST_QUOTATION or said[-1:] in _SENTENCE_ENDS
            if said and is_said and self._left.strip(_EDGES) != found[0]:
                self._take(*found.span())
                return said
        return ""

    def _file(self) -> str:
        found = _FILE.search(self._left)
        if found is None:
            return ""
        self._take(*found.span())
        return str(found["name"] or found["labelled"]).strip()

    def _days(self) -> tuple[str, str]:
        accessed = published = ""
        at = 0
        while found := _DAY.search(self._left, at):
            label = _ACCESSED.search(self._left[: found.start()])
            if label and not accessed:
                accessed = found[0]
                self._take(label.start(), found.end())
                at = label.start()
            elif not label and not published:
                published = found[0]
                self._take(*found.span())
                at = found.start()
            else:
                at = found.end()
        return accessed, published

    def _locators(self) -> str:
        found: list[tuple[int, str]] = []
        for rule in (_PLACE, _PLACE_BEHIND, _ANNEX, _TIME):
            at = 0
            while place := rule.search(self._left, at):
                found.append((self._words.find(place["place"]), place["place"]))
                self._take(*place.span())
                at = place.start()
        return ", ".join(place for _, place in sorted(found))

    def _parts(self) -> list[str]:
        pieces = re.split(
            r"\x1f|[,،]\s|[;؛]\s|[，、；]|\s[–—|·]\s|\n|\.\s(?=[A-Z]\w+\s?:)|\.\s*$", self._left
        )
        parts = [piece.strip(_EDGES) for piece in pieces if _WORD.search(piece)]
        return [part for part in parts if part.casefold() not in _BARE_LABELS]

    @staticmethod
    def _year(parts: list[str]) -> str:
        for n, part in enumerate(parts):
            if n and (found := _YEAR_ALONE.match(part)):
                del parts[n]
                return str(found["year"])
        return ""

    @staticmethod
    def _title(parts: list[str]) -> tuple[str, str]:
        """Take the title and the publication, which is a name behind a title and nothing else."""
        named = [part for part in parts if not _is_address(part)]
        told = [part for part in named if not _PERSONAL.search(part)]
        if not told:
            cut = (_PERSONAL.sub("", part).strip(_EDGES) for part in named)
            told = [part for part in cut if _WORD.search(part)]
        parts[:] = [part for part in parts if part not in named or _PERSONAL.search(part)]
        if len(told) == 2 and _is_name(told[1]):
            return told[0], told[1]
        return ", ".join(told), ""


def _is_address(words: str) -> bool:
    """Whether words are addresses and nothing else."""
    return all(
        (found := find_address(word)) is not None and found[1:] == (0, len(word))
        for word in words.split()
    )


def _is_name(words: str) -> bool:
    """Whether words are written as a name is: no digits, the first letter and most others large."""
    letters = [word[0] for word in words.split() if word[0].isalpha()]
    return bool(letters) and letters[0].isupper() and not re.search(r"\d", words)
