"""The columns of a table: each comes in as a part of a claim or of its evidence, or not at all.

A column is told by its heading, in nine languages; where the heading says nothing, by its cells.
A person may choose otherwise.
"""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from annotator.evidence.citations import find_address
from annotator.exchange.verdict_labels import meaning
from annotator.kernel.text_folding import fold


class ColumnMeaning(StrEnum):
    """The part of a claim, of its evidence or of its place as which a column comes in."""

    QUOTE = "quote"
    CLAIM = "claim"
    VERDICT = "verdict"
    REASON = "reason"
    CONCLUSION = "conclusion"
    CHECKER = "checker"
    MADE = "made"
    NOTE = "note"
    LABELLED_NOTE = "labelled-note"
    TAGS = "tags"
    SOURCE = "source"
    LINK = "link"
    LOCATOR = "page"
    QUOTATION = "quotation"
    PUBLISHER = "publisher"
    SOURCE_AUTHOR = "source-author"
    PUBLISHED = "published"
    ACCESSED = "accessed"
    ACCESSED_DAY_FIRST = "accessed-day-first"
    ACCESSED_MONTH_FIRST = "accessed-month-first"
    ARTICLE_URL = "article-url"
    ARTICLE = "article"
    PREFIX = "before"
    SUFFIX = "after"
    START = "start"
    END = "end"
    IDENTITY = "id"
    NOTHING = "nothing"


_M = ColumnMeaning
ORDER_OPEN = "It is kept as words until the order of day and month is chosen."
"""What is said of a day that could be two."""
ACCESSED = frozenset({_M.ACCESSED, _M.ACCESSED_DAY_FIRST, _M.ACCESSED_MONTH_FIRST})
EVIDENCE = ACCESSED | {
    *(_M.SOURCE, _M.LINK, _M.LOCATOR, _M.QUOTATION),
    *(_M.PUBLISHER, _M.SOURCE_AUTHOR, _M.PUBLISHED),
}
SEVERAL = EVIDENCE | {_M.NOTE, _M.LABELLED_NOTE, _M.CONCLUSION, _M.TAGS, _M.NOTHING}
"""Meanings that several columns of a table may have."""

# The surest heading of each meaning stands first. Compared are plain words: no capitals, accents
# or signs.
_HEADINGS: dict[ColumnMeaning, str] = {
    _M.QUOTE: "words in the article|quote|exact|quoted text|quoted words|quotation|"
    "quote description|highlight|passage|highlighted text|text passage|words|wording|"
    "original wording|original text|quote from article|quote from the article|content|claim text|"
    "zitat|wortlaut|textstelle|stelle im text|originaltext|woertliches zitat|zitat im text|"
    "zitat im artikel|citation|extrait|passage cite|texte cite|citation exacte|verbatim|cita|"
    "cita textual|texto citado|fragmento|pasaje|citazione|passaggio|testo citato|brano|citacao|"
    "trecho|texto original|citaat|tekstfragment|цитата|фрагмент|отрывок|дословно|text|sentence|"
    "satz|phrase|texte|frase|oracion|texto|testo|tekst|zin|предложение|текст|"
    "اقتباس|الاقتباس|النص|الجملة",
    _M.CLAIM: "statement|fact|facts|claim|claims|fact to check|fact claim|assertion|"
    "factual claim|claim statement|fact or claim|in own words|fakt|fakten|behauptung|aussage|"
    "tatsache|tatsachenbehauptung|these|zu pruefen|fait|faits|affirmation|allegation|enonce|hecho|"
    "dato|afirmacion|aseveracion|declaracion|fatto|affermazione|dichiarazione|fato|alegacao|"
    "afirmacao|feit|feiten|bewering|stelling|uitspraak|факт|факты|утверждение|заявление|тезис|"
    "ادعاء|الادعاء|الادعاءات|المعلومة|الحقيقة|التصريح",
    _M.VERDICT: "verdict|rating|textual rating|label|status|verified|fact check status|"
    "check status|conclusion rating|result|outcome|urteil|bewertung|ergebnis|bestaetigt|"
    "verifiziert|pruefergebnis|stand|statut|verdict final|evaluation|verifie|resultat|veredicto|"
    "estado|calificacion|verificado|resultado|evaluacion|verdetto|stato|esito|valutazione|"
    "verificato|veredito|situacao|avaliacao|oordeel|beoordeling|resultaat|geverifieerd|"
    "вердикт|статус|оценка|результат|проверено|"
    "الحالة|الحكم|النتيجة|التقييم",
    _M.REASON: "reason|dispute reason|grund|raison|motivo|razon|reden|причина",
    _M.CONCLUSION: "conclusion|conclusions|rationale|finding|explanation|fazit|"
    "schlussfolgerung|begruendung|conclusion finale|explication|conclusiones|explicacion|"
    "conclusione|spiegazione|conclusao|explicacao|conclusie|toelichting|вывод|обоснование|"
    "الخلاصة|الاستنتاج",
    _M.CHECKER: "checked by|fact checker|checker|verified by|annotator|user|creator|"
    "fact checked by|reviewer|author|geprueft von|geprueft durch|pruefer|prueferin|bearbeiter|"
    "bearbeiterin|faktencheck durch|faktenchecker|verifie par|controle par|verificateur|auteur|"
    "verificado por|verificador|comprobado por|revisado por|autor|verificato da|"
    "controllato da|verificatore|autore|checado por|gecontroleerd door|gecheckt door|controleur|"
    "проверил|проверила|проверено кем|кто проверил|проверяющий|фактчекер|автор|"
    "المدقق|المدققة|دققه|تحقق منه|راجعه",
    _M.MADE: "created|created at|made at|checked on|date checked|checked at|date of check|date|"
    "verified on|geprueft am|pruefdatum|datum der pruefung|erstellt|datum|verifie le|"
    "date de verification|verificado el|fecha de verificacion|fecha|verificato il|"
    "data verifica|data di verifica|data|verificado em|gecontroleerd op|проверено когда|"
    "дата проверки|дата|"
    "تاريخ التحقق|تاريخ التدقيق|التاريخ",
    _M.NOTE: "note|notes|comment|comments|remark|remarks|notes for editor|notiz|notizen|"
    "kommentar|kommentare|anmerkung|anmerkungen|bemerkung|bemerkungen|hinweis|commentaire|"
    "commentaires|remarque|remarques|nota|notas|comentario|comentarios|observacion|observaciones|"
    "commento|commenti|note aggiuntive|osservazioni|observacoes|opmerking|opmerkingen|"
    "notitie|notities|commentaar|примечание|примечания|комментарий|комментарии|заметка|заметки|"
    "تعليق|التعليق|تعليقات|ملاحظة|ملاحظات|الملاحظات",
    _M.TAGS: "tags|tag|keywords|schlagwort|schlagworte|schlagwoerter|etiquetas|etiqueta|"
    "mots cles|etichette|trefwoorden|теги|метки",
    _M.SOURCE: "source|sources|evidence|reference|references|source name|source title|backup|"
    "evidence source|supporting source|primary source|secondary source|proof|citation source|"
    "quelle|quellen|beleg|belege|quellenangabe|nachweis|nachweise|fundstelle|quellennachweis|"
    "source primaire|preuve|preuves|sources utilisees|fuente|fuentes|referencia|referencias|"
    "evidencia|prueba|pruebas|fonte|fonti|riferimento|riferimenti|prova|prove|fontes|provas|"
    "bron|bronnen|bewijs|referentie|bronvermelding|источник|источники|доказательство|"
    "подтверждение|ссылка на источник|"
    "المصدر|المصادر|مصدر|مصادر|الدليل|المرجع",
    _M.LINK: "link|links|evidence link|evidence links|source url|source link|source links|web link|"
    "hyperlink|weblink|web address|web page|website|quellenlink|internetadresse|"
    "link zur quelle|lien|liens|adresse web|lien vers la source|enlace|enlaces|"
    "direccion web|vinculo|collegamento|collegamenti|indirizzo web|ligacao|endereco|koppeling|"
    "webadres|ссылка|ссылки|адрес|веб адрес|"
    "الرابط|رابط|روابط|رابط المصدر",
    _M.LOCATOR: "locator|page number|pages|page no|page s|p|pp|page or time|time code|timecode|"
    "timestamp|section|paragraph|where in source|place in source|seite|seiten|seitenzahl|"
    "seite absatz|absatz|abschnitt|zeitmarke|numero de page|pagina|paginas|paginacion|"
    "numero di pagina|pagine|pag|paginanummer|bladzijde|paginas nummers|"
    "страница|страницы|стр|номер страницы|page|"
    "الصفحة|صفحة|رقم الصفحة",
    _M.QUOTATION: "quotation from source|source quote|quote from source|source text|"
    "evidence text|evidence quote|what the source says|supporting quote|source says|"
    "zitat der quelle|zitat aus der quelle|quellenzitat|wortlaut der quelle|"
    "citation de la source|extrait de la source|cita de la fuente|citazione dalla fonte|"
    "citacao da fonte|citaat uit bron|цитата из источника",
    _M.PUBLISHER: "publisher|publication|source publisher|outlet|medium|herausgeber|verlag|"
    "editeur|editorial|editore|editora|uitgever|издатель|издание",
    _M.SOURCE_AUTHOR: "source author|author of source|autor der quelle|auteur de la source|"
    "autor de la fuente|autore della fonte|autor da fonte|auteur van de bron|автор источника",
    _M.PUBLISHED: "published|date published|publication date|source date|date of source|"
    "date of publication|published on|veroeffentlicht|veroeffentlichungsdatum|erschienen|"
    "datum der quelle|date de publication|publie le|fecha de publicacion|publicado el|"
    "data di pubblicazione|pubblicato il|data de publicacao|publicatiedatum|gepubliceerd|"
    "дата публикации|опубликовано",
    _M.ACCESSED: "date accessed|accessed|accessed on|access date|accessed date|date of access|"
    "retrieved|retrieved on|date retrieved|last accessed|date looked at|date looked|looked at|"
    "date viewed|viewed on|abgerufen|abgerufen am|zugriff|zugriffsdatum|zugriff am|abrufdatum|"
    "datum des abrufs|datum des zugriffs|eingesehen am|consulte le|date de consultation|"
    "date d acces|date acces|consultado|consultado el|fecha de consulta|fecha de acceso|"
    "consultato|consultato il|data di consultazione|data di accesso|data accesso|acessado em|"
    "data de acesso|consultado em|geraadpleegd|geraadpleegd op|datum raadpleging|toegangsdatum|"
    "дата обращения|дата доступа|просмотрено|дата просмотра|"
    "تاريخ الاطلاع|تاريخ الوصول|تاريخ الدخول",
    _M.ARTICLE_URL: "article url|article link|url of article|url|uri",
    _M.ARTICLE: "article|article title|title|headline|document|artikel|titel|titre|titulo|"
    "titolo|articulo|articolo|artigo|статья|заголовок",
    _M.PREFIX: "prefix|before",
    _M.SUFFIX: "suffix|after",
    _M.START: "start|start offset",
    _M.END: "end|end offset",
    _M.IDENTITY: "id",
}
_ANSWERS = re.compile("yes|y|x|✓|✔|☑|ja|j|oui|o|si|s|sim|да|д|true|1|ok", re.IGNORECASE)
"""Cells that say that a box “verified” is ticked."""
_BOXES = frozenset(
    {"verified", "verifiziert", "bestaetigt", "verifie", "verificado", "verificato"}
    | {"geverifieerd", "проверено"}
)
TYPE_HEADING = "annotation reply type"
"""The heading under which a program tells annotations from replies."""
_OF_ARTICLES = {"quote description", TYPE_HEADING, "exact"}
"""Headings of programs whose addresses and pages are always those of articles."""
_URL_HEADINGS = {"url", "uri"}
_SAMPLES = 3
LOOKED_AT = 200
"""Cells of a column by which it is told."""
_MOST = 0.6
"""The share of a column's cells that say what it holds."""
_WORDY = 3
"""Words of a cell from which on it may be words of an article."""
_LONGEST_HEADING = 60
_NUMBERED = re.compile(r"^(.*?)[\s#(]*(\d{1,2})\)?$")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SIGNS = re.compile(r"[^\w]+|_")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """A column: its heading or its number, its first values, and as what it comes in.

    ``is_guessed`` says that the cells told it, and not the heading.
    """

    heading: str
    samples: tuple[str, ...] = ()
    meaning: ColumnMeaning = ColumnMeaning.NOTHING
    is_guessed: bool = False


@dataclass(frozen=True, slots=True)
class TableChoices:
    """The decisions of a person on how a table is read.

    Attributes:
        sheet: The name of the sheet, or of the table of a document; empty for the likeliest.
        heading_row: The row of the headings as the sheet counts, from 1; 0 for a table that has
            none, and ``None`` where that is not chosen.
        columns: A meaning for each column; empty for the proposed ones.
        named: Meanings by the headings of their columns, or by “column 3”.
    """

    sheet: str = ""
    heading_row: int | None = None
    columns: tuple[ColumnMeaning, ...] = ()
    named: tuple[tuple[str, ColumnMeaning], ...] = ()


@dataclass(frozen=True, slots=True)
class KnownArticles:
    """The texts by which a column of quotes is told, and the addresses of articles."""

    texts: tuple[str, ...] = ()
    addresses: frozenset[str] = frozenset()


@lru_cache(maxsize=4096)
def plain_heading(heading: str) -> str:
    """Return a heading in plain words: no capitals, accents, signs, brackets or numbers."""
    return _plain(_BRACKETS.sub(" ", heading)) or _plain(heading)


def _plain(heading: str) -> str:
    # umlauts are written out before accents are dropped, so that ä is not a
    spelt = unicodedata.normalize("NFC", heading.casefold()).translate(_UMLAUTS)
    parted = unicodedata.normalize("NFKD", spelt)
    letters = "".join(sign for sign in parted if not unicodedata.combining(sign)).casefold()
    words = " ".join(_SIGNS.sub(" ", letters).split())
    numbered = _NUMBERED.match(words)
    return numbered[1] if numbered and numbered[1] else words


def number_in(heading: str) -> int:
    """Return the number that ends a heading, as in “Source 2”; 0 if there is none."""
    found = _NUMBERED.match(heading.strip())
    return int(found[2]) if found and found[1].strip() else 0


@lru_cache(maxsize=1)
def _known() -> Mapping[str, tuple[ColumnMeaning, int]]:
    """Return the meaning of each known heading, and how sure it is: the surest is 0."""
    found: dict[str, tuple[ColumnMeaning, int]] = {}
    for meant, headings in _HEADINGS.items():
        for rank, heading in enumerate(headings.split("|")):
            found.setdefault(_plain(heading), (meant, rank))
    return found


def known_headings(row: Sequence[str]) -> int:
    """Return how many different meanings the cells of a row name, were it the headings."""
    named = {_known()[plain][0] for cell in row if (plain := _short(cell)) in _known()}
    return len(named)


def _short(cell: str) -> str:
    return plain_heading(cell) if len(cell) <= _LONGEST_HEADING else ""


def names_words(row: Sequence[str]) -> bool:
    """Return whether a row, were it the headings, names a column with the words of claims."""
    wanted = {_M.QUOTE, _M.CLAIM}
    return any(_known().get(_short(cell), (None, 0))[0] in wanted for cell in row)


def looks_like_headings(row: Sequence[str]) -> bool:
    """Return whether a row of unknown words may be headings: short, different, no data."""
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return (
        bool(cells)
        and all(cells)
        and len(set(cells)) == len(cells)
        and all(
            len(cell) <= _LONGEST_HEADING // 2
            and not cell[:1].isdigit()
            and find_address(cell) is None
            and cell[-1] not in ".!?"
            and meaning(cell) is None
            for cell in cells
        )
    )


def digest_of(headings: Sequence[str]) -> str:
    """Return a name for a row of headings that does not tell them."""
    words = "\x1f".join(" ".join(heading.casefold().split()) for heading in headings)
    return hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()[:32]


def is_box(heading: str, cell: str) -> bool:
    """Return whether a cell ticks a box that says “verified” in its heading."""
    return plain_heading(heading) in _BOXES and _ANSWERS.fullmatch(cell.strip()) is not None


def propose_columns(
    headings: Sequence[str], cells: Sequence[Sequence[str]], known: KnownArticles
) -> tuple[ColumnMapping, ...]:
    """Return each column with the meaning that its heading gives it, or else its cells.

    Args:
        headings: The heading of each column.
        cells: The first filled cells of each column.
        known: The articles that the table may be about.
    """
    meanings = _by_headings(headings)
    _mend_addresses(headings, cells, meanings, known)
    _mend_authors(headings, meanings)
    _mend_citations(headings, meanings)
    _mend_comments(headings, cells, meanings)
    for n, held in enumerate(cells):
        if meanings[n] is None and plain_heading(headings[n]) not in _known():
            meanings[n] = _by_cells(held, meanings)
    if not {_M.QUOTE, _M.CLAIM} & {*meanings}:
        wordiest = _wordiest(headings, cells, meanings, known)
        if wordiest is not None:
            meanings[wordiest] = _M.QUOTE
    named = _known()
    return tuple(
        ColumnMapping(
            heading,
            tuple(held[:_SAMPLES]),
            meant or _M.NOTHING,
            is_guessed=meant is not None and plain_heading(heading) not in named,
        )
        for heading, held, meant in zip(headings, cells, meanings, strict=True)
    )


def _by_headings(headings: Sequence[str]) -> list[ColumnMeaning | None]:
    """Return the meaning of each heading; the surest heading has a meaning that only one may."""
    found = [_known().get(plain_heading(heading)) for heading in headings]
    best: dict[ColumnMeaning, int] = {}
    for n, named in enumerate(found):
        if named is not None and named[0] not in SEVERAL:
            first = best.setdefault(named[0], n)
            before = found[first]
            if before is not None and named[1] < before[1]:
                best[named[0]] = n
    meanings: list[ColumnMeaning | None] = []
    for n, named in enumerate(found):
        taken = named is not None and named[0] not in SEVERAL and best[named[0]] != n
        meanings.append(None if named is None or taken else named[0])
    return meanings


def _mend_addresses(
    headings: Sequence[str],
    cells: Sequence[Sequence[str]],
    meanings: list[ColumnMeaning | None],
    known: KnownArticles,
) -> None:
    """Tell addresses and pages of the article from those of sources.

    Those of sources differ from row to row; programs name the page that was marked.
    """
    plain = [plain_heading(heading) for heading in headings]
    is_of_articles = not _OF_ARTICLES.isdisjoint(plain)
    for n, held in enumerate(cells):
        is_page = meanings[n] is _M.LOCATOR and _are_addresses(held)
        if meanings[n] is _M.LOCATOR and is_of_articles and not is_page:
            meanings[n] = None
        if not is_page and plain[n] not in _URL_HEADINGS:
            continue
        others = [*meanings[:n], *meanings[n + 1 :]]
        addresses = {cell.strip() for cell in held}
        differ = len(addresses) > 1 and addresses.isdisjoint(known.addresses)
        is_source = differ and not is_of_articles and (is_page or _M.LINK not in others)
        if is_source or _M.ARTICLE_URL in others:
            meanings[n] = _M.LINK if is_source else None
        else:
            meanings[n] = _M.ARTICLE_URL


def _mend_authors(headings: Sequence[str], meanings: list[ColumnMeaning | None]) -> None:
    """Take an author beside a checker for the source's, where the table has sources."""
    if _M.SOURCE not in meanings or _M.CHECKER not in meanings:
        return
    for n, heading in enumerate(headings):
        if meanings[n] is None and _known().get(plain_heading(heading), (None, 0))[0] is _M.CHECKER:
            meanings[n] = _M.SOURCE_AUTHOR


def _mend_citations(headings: Sequence[str], meanings: list[ColumnMeaning | None]) -> None:
    """Take a citation for a source, as in English, where the table has words and no source."""
    if _M.CLAIM not in meanings or _M.SOURCE in meanings:
        return
    for n, heading in enumerate(headings):
        if plain_heading(heading) == "citation":
            meanings[n] = _M.SOURCE


def _mend_comments(
    headings: Sequence[str], cells: Sequence[Sequence[str]], meanings: list[ColumnMeaning | None]
) -> None:
    """Take a text beside a quote for a comment on it, unless it is the text that is quoted from."""
    if _M.QUOTE not in meanings:
        return
    quotes = [fold(cell) for cell in cells[meanings.index(_M.QUOTE)]]
    for n, heading in enumerate(headings):
        if meanings[n] is None and plain_heading(heading) == "text":
            texts = [fold(cell) for cell in cells[n]]
            quoted_from = sum(any(quote in text for quote in quotes) for text in texts)
            if quoted_from < _MOST * len(texts):
                meanings[n] = _M.NOTE


def _by_cells(
    held: Sequence[str], meanings: Collection[ColumnMeaning | None]
) -> ColumnMeaning | None:
    """Return the meaning of a column whose heading says nothing; none if its cells do not tell."""
    if not held:
        return None
    if _are_addresses(held):
        return _M.LINK
    judged = sum(meaning(cell) is not None for cell in held)
    if judged >= _MOST * len(held) and _M.VERDICT not in meanings:
        return _M.VERDICT
    return None


def _are_addresses(held: Sequence[str]) -> bool:
    addresses = sum(
        (found := find_address(cell.strip())) is not None and found[1] == 0 for cell in held
    )
    return bool(held) and addresses >= _MOST * len(held)


def _wordiest(
    headings: Sequence[str],
    cells: Sequence[Sequence[str]],
    meanings: Sequence[ColumnMeaning | None],
    known: KnownArticles,
) -> int | None:
    """Return the column of unknown heading that may hold words of an article, if there is one.

    It is the one most of whose cells stand in an article; without an article, the wordiest.
    """
    free = [
        n
        for n, held in enumerate(cells)
        if held and meanings[n] is None and plain_heading(headings[n]) not in _known()
    ]
    texts = [fold(text) for text in known.texts]
    found = {n: sum(any(fold(c) in text for text in texts) for c in cells[n]) for n in free}
    if any(found.values()):
        return max(free, key=lambda n: (found[n], -n))
    words = {n: sum(len(cell.split()) for cell in cells[n]) / len(cells[n]) for n in free}
    wordy = [n for n in free if words[n] >= _WORDY]
    return max(wordy, key=lambda n: (words[n], -n)) if wordy else None
