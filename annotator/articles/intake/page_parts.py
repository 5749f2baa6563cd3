"""The parts of a web page that are not its article: told by place, by names, and by their links.

All that stands in the element around the words that were found is of the article, unless it is
named, built or worded as no part of an article is.
"""

import re
from itertools import islice, pairwise

from annotator.articles.intake.elements import Element
from annotator.articles.intake.page_tree import PageTree
from annotator.articles.model import LeftOutKind as Kind


def parts_left_out(tree: PageTree, found: list[int], title: str) -> dict[int, Kind]:
    """Return the places of the elements that are not of the article, with their kinds.

    Args:
        tree: The page.
        found: By place the letters that are in the article as it was found.
        title: The title of the article, by which its headline is known.
    """
    return _Parting(tree, found, title).parts()


_ENOUGH = (0.9, 0.7, 0.5)
"""The share of the found letters that the element around the article holds, at best."""
_LEAST = 0.4
"""The share that the found letters should be of that element."""
_MOST = 0.5
"""The share of found letters in an element that is called the article, from which on it is."""
_NEARLY_ALL = 0.8
"""The same, of an element that is called the main one."""
_FARTHEST = 20
"""Elements around an article that are looked at."""
_FEW = 0.3
"""The most that the letters beside the article are of a page without menus or the like."""
_OF_PICTURES = {"article", "main"}
_LITTLE = 0.1
_LINKED = 0.7
"""The share of letters in links from which on a part is a list of links."""
_PARTLY_LINKED = 0.2
_LONGEST_LABEL = 80
_LONGEST_POINTER = 200
_LONGEST_MARK = 6
"""Letters of the mark of a note: “[12]”, “*”, “xviii”."""
_LONGEST_FORM = 500


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


_WHOLE = _words("html body")
_HEADINGS = _words("h1 h2 h3 h4 h5 h6")
_INLINE = _words(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i ins kbd label mark q rb rp "
    "rt rtc ruby s samp small span strike strong sub sup time tt u var wbr"
)
_NEVER_NAMED = (
    _words("li tr td th dt dd blockquote pre caption figcaption address summary tbody thead hgroup")
    | (_INLINE - {"a"})
    | _HEADINGS
)
"""Elements whose names tell how they look, or lead to them, and not that they are no article."""
_LABELS = _HEADINGS | _words("p div dt strong b")
_BOXES = _words("div section aside")
_CONTAINERS = _BOXES | _words("article ul ol table nav")
_OWNERS = _words("article blockquote figure section aside details")
_OF_TAG = {
    "nav": Kind.NAVIGATION,
    "menu": Kind.NAVIGATION,
    "button": Kind.NAVIGATION,
    "select": Kind.NAVIGATION,
    "svg": Kind.IMAGE_TEXT,
    "object": Kind.OBJECT,
}
_OF_ROLE = {
    **dict.fromkeys(_words("navigation menu menubar toolbar search button"), Kind.NAVIGATION),
    **dict.fromkeys(_words("banner contentinfo"), Kind.HEADER),
    **dict.fromkeys(_words("dialog alertdialog"), Kind.OTHER),
    "doc-toc": Kind.CONTENTS,
}
_OF_NAME = {
    name: kind
    for kind, names in {
        Kind.CONTENTS: "toc tableofcontents inhaltsverzeichnis",
        Kind.READER_COMMENT: (
            "comments comment commentlist commentform disqus respond kommentare comentarios "
            "commentaires commenti reactions"
        ),
        Kind.ADVERTISEMENT: (
            "ad ads adv advert adverts advertisement advertising adsense adslot adbox sponsor "
            "sponsored promo promos promotion outbrain taboola anzeige werbung publicidad "
            "publicite newsletter subscribe subscription signup cookie cookies consent gdpr "
            "paywall donate"
        ),
        Kind.TEASER: (
            "related relateds teaser teasers recommended recommendation recommendations "
            "recommend readmore morefrom moreon trending popular mostread mostpopular latest "
            "similar suggested upnext nextup alsoread seealso yarpp crosslinks"
        ),
        Kind.NAVIGATION: (
            "nav navbar navigation menu submenu breadcrumb breadcrumbs pagination pager "
            "pagelinks share shares sharing sharebar sharedaddy social socials shariff addthis "
            "addtoany toolbar taglist skiplink skiplinks search login postnav prevnext"
        ),
        Kind.HEADER: "footer sitefooter colophon masthead siteheader copyright imprint impressum",
        Kind.OTHER: "sidebar widget widgets buybox cta vote voting rating ratings modal popup",
        Kind.HIDDEN_TEXT: "visuallyhidden sronly screenreadertext screenreader",
    }.items()
    for name in names.split()
}
"""By words in the names of classes the kind of a part that is called so."""
_OF_PAIR = {
    **dict.fromkeys([("sr", "only"), ("visually", "hidden")], Kind.HIDDEN_TEXT),
    ("screen", "reader"): Kind.HIDDEN_TEXT,
    **dict.fromkeys([("most", "read"), ("most", "popular"), ("read", "more")], Kind.TEASER),
    **dict.fromkeys([("read", "next"), ("read", "also"), ("also", "read")], Kind.TEASER),
    **dict.fromkeys([("more", "from"), ("more", "on"), ("see", "also")], Kind.TEASER),
    ("up", "next"): Kind.TEASER,
    **dict.fromkeys([("post", "tags"), ("article", "tags"), ("entry", "tags")], Kind.NAVIGATION),
    **dict.fromkeys([("print", "button"), ("print", "link")], Kind.NAVIGATION),
    ("tag", "list"): Kind.NAVIGATION,
    ("table", "contents"): Kind.CONTENTS,
}
_NOTES = _words("footnote footnotes endnote endnotes notes references correction corrections")
_NAME = re.compile(r"[A-Za-z][a-z]*|[A-Z]+(?![a-z])")
_MOST_NAMES = 2
"""Words of an ``id`` that is given to a part; longer ones are made of headings."""
_RELATED = re.compile(
    r"(?:read (?:more|also|next)|also read|more (?:on|from|about|stories|news|articles)|"
    r"related|see also|most (?:read|popular)|recommended|don['’]t miss|you (?:may|might) also|"
    r"up next|trending|latest (?:news|stories)|"
    r"mehr zum thema|lesen sie (?:auch|mehr)|siehe auch|auch interessant|nächster artikel|"
    r"(?:verwandte|ähnliche|weitere) (?:beiträge|artikel|themen|nachrichten)|zum thema|"
    r"das könnte sie|lire aussi|à lire|sur le même sujet|leia (?:também|mais)|veja também|"
    r"lea también|leer más|le puede interesar|te puede interesar|noticias relacionadas|"
    r"leggi anche|читайте также|по теме|czytaj (?:też|także|więcej)|zobacz (?:też|także)|"
    r"lees (?:ook|meer)|läs (?:också|mer)|les også|læs også)\b",
    re.IGNORECASE,
)
_SEE_ALSO = re.compile(
    r"(?:see also|siehe auch|veja também|zobacz też)\W*(?:\[[^\]]{1,20}\])?\W*", re.IGNORECASE
)
_CONTENTS = re.compile(
    r"(?:table of )?contents|(?:on|in) this (?:page|article|story)|jump to(?: section)?|"
    r"inhalt(?:sverzeichnis)?|sommaire|table des matières|índice|sumário|indice|содержание|"
    r"spis treści|inhoud|innehåll|indhold|innhold",
    re.IGNORECASE,
)
_ADVERTISING = re.compile(
    r"\W*(?:advertisements?|ads?|anzeige|werbung|publicit[éà]|publicidad|publicidade|reklama?|"
    r"annonce|sponsored|story continues below(?: this)? ad(?:vertisement)?)\W*",
    re.IGNORECASE,
)


_AT_RULE = re.compile(r"@[^{};]*+\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\}|/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]*+)\{([^{}]*+)\}")
_DISPLAY = re.compile(r"(?:display|visibility)\s*:\s*([\w-]+)", re.IGNORECASE)
_ONE_NAME = re.compile(r"\w*([.#][\w-]+)")
_ANY_NAME = re.compile(r"[.#][\w-]+")
_LONGEST_SHEET = 1_000_000


def names_put_away(sheets: str) -> set[str]:
    """Return the classes (“.x”) and ids (“#x”) whose elements style sheets do not show at all.

    A name by which any rule shows an element is none of them: scripts and states turn it on.
    """
    hidden, shown = set[str](), set[str]()
    for selectors, declarations in _RULE.findall(_AT_RULE.sub("", sheets[:_LONGEST_SHEET])):
        said = _DISPLAY.findall(declarations)
        if not said:
            continue
        if said[-1].lower() not in ("none", "hidden"):
            shown.update(_ANY_NAME.findall(selectors))
            continue
        single = (_ONE_NAME.fullmatch(each.strip()) for each in selectors.split(","))
        hidden.update(found[1] for found in single if found)
    return hidden - shown


class _PartNames:
    """Tells the kinds of parts by their tags, roles and names."""

    def __init__(self, tree: PageTree) -> None:
        self._tree = tree
        self._in_figure = [False] * len(tree.elements)
        for place, element in enumerate(tree.elements):
            parent = tree.parents[place]
            self._in_figure[place] = self._in_figure[parent] or element.tag == "figure"
        self.in_data = self._in_data()
        styles = (t for e, t in zip(tree.elements, tree.texts, strict=True) if e.tag == "style")
        self._put_away = names_put_away("".join(filter(None, styles)))

    def _in_data(self) -> list[bool]:
        """Return by place whether it is in a table of data: with headings, and not all links."""
        tree = self._tree
        tables = set[int]()
        for place, element in enumerate(tree.elements):
            if element.tag == "th":
                above = (p for p in tree.above(place) if tree.elements[p].tag == "table")
                tables.update(islice(above, 1))
        within = [False] * len(tree.elements)
        for place in tables:
            if tree.linked[place] < _LINKED * tree.words[place]:
                within[place : tree.ends[place]] = [True] * (tree.ends[place] - place)
        return within

    def kind(self, place: int) -> Kind | None:
        """Return the kind that a part is called; ``None`` if it is called nothing of the sort."""
        element = self._tree.elements[place]
        kind = _OF_TAG.get(element.tag) or _OF_ROLE.get(element.get("role") or "")
        if kind is Kind.NAVIGATION and self._tree.links[place] and self.leads_within(place):
            return Kind.CONTENTS
        if kind or element.tag in _NEVER_NAMED or self._in_figure[place]:
            return kind
        if element.tag == "p" and not self._tree.links[place] > 0:
            return None
        names = self.names(element)
        called = (_OF_NAME[name] for name in names if name in _OF_NAME)
        paired = (_OF_PAIR[pair] for pair in pairwise(names) if pair in _OF_PAIR)
        kind = next(called, None) or next(paired, None)
        return None if kind and self._is_of_article(place, kind) else kind

    def _is_of_article(self, place: int, kind: Kind) -> bool:
        """Whether a part is called like others, and is an introduction or a picture none the less.

        Editors call the first paragraph of an article its teaser, too; it leads nowhere else.
        """
        if self._tree.links[place]:
            return False
        if kind is Kind.TEASER:
            return True
        parts = self._tree.elements[place : self._tree.ends[place]] if kind is Kind.OTHER else ()
        has_picture = any(each.tag in ("img", "picture") for each in parts)
        return has_picture and any("caption" in self.names(each) for each in parts)

    def names(self, element: Element) -> list[str]:
        """Return the words of the names of an element, in small letters."""
        of_id = _NAME.findall(element.get("id") or "")
        names = _NAME.findall(element.get("class") or "")
        return [name.lower() for name in names + of_id * (len(of_id) <= _MOST_NAMES)]

    def heed_sheets(self, found: list[int]) -> None:
        """Heed style sheets, unless they hide much of the article, which a script then shows.

        Args:
            found: By place the letters that are in the article as it was found.
        """
        places = range(len(found)) if self._put_away else ()
        hidden = sum(found[place] for place in places if self._is_put_away(place))
        if hidden > _LITTLE * found[0]:
            self._put_away = set()

    def _is_put_away(self, place: int) -> bool:
        element = self._tree.elements[place]
        own = {f".{name}" for name in (element.get("class") or "").split()}
        own.add(f"#{element.get('id')}")
        return not own.isdisjoint(self._put_away)

    def is_out_of_sight(self, place: int) -> bool:
        """Whether a part is called as one that is laid out where no reader sees it."""
        if self._put_away and self._is_put_away(place):
            return True
        called = self._tree.elements[place].get("class") or ""
        names = [name.lower() for name in _NAME.findall(called)]
        return any(_OF_PAIR.get(pair) is Kind.HIDDEN_TEXT for pair in pairwise(names)) or any(
            _OF_NAME.get(name) is Kind.HIDDEN_TEXT for name in names
        )

    def leads_within(self, place: int) -> bool:
        """Whether all links of a part lead to places in the page."""
        elements = self._tree.elements[place : self._tree.ends[place]]
        return all((e.get("href") or "").startswith("#") for e in elements if e.tag == "a")


class _Parting:
    """Parts the article from the rest of a page."""

    def __init__(self, tree: PageTree, found: list[int], title: str) -> None:
        self._tree = tree
        self._found = found
        self._named = _PartNames(tree)
        self._named.heed_sheets(found)
        self._left: dict[int, Kind] = {}
        self._core = self._widened(self._around_found())
        self._end = tree.ends[self._core]
        self._alike = self._sections_alike()
        self._marks = self._note_marks()
        self._in_section = self._sections_of_links()
        self._head = self._headline(_letters(title))

    def parts(self) -> dict[int, Kind]:
        """Return the places of the parts that are left out, with their kinds."""
        tree = self._tree
        place, end = 0, len(tree.elements)
        while place < end:
            kind = self._kind(place) if tree.seen[place] and tree.words[place] else None
            if kind is not None:
                self._left[place] = kind
            passed = kind is not None or not tree.seen[place] or place in self._left
            place = tree.ends[place] if passed else place + 1
        self._take_in_bare()
        return self._left

    def _kind(self, place: int) -> Kind | None:
        end = self._tree.ends[place]
        if place in self._left or place <= self._core < end or place < self._head < end:
            return None
        if self._named.is_out_of_sight(place):
            return Kind.HIDDEN_TEXT
        if not (self._head <= place < self._end or self._alike[place]):
            return None if self._found[place] else self._kind_outside(place)
        tag = self._tree.elements[place].tag
        if self._in_section[place]:
            return None
        if tag in _INLINE and not (tag == "a" and self._holds_blocks(place)):
            return None
        kind = self._kind_for_certain(place, tag)
        return kind if kind or self._found[place] else self._kind_within(place, tag)

    def _take_in_bare(self) -> None:
        """Take in the words beside an article on a page of words alone, as offices make them."""
        outside = [p for p in self._left if not self._core <= p < self._end]
        words = sum(self._tree.words[place] for place in outside)
        is_bare = all(self._left[p] in (Kind.OTHER, Kind.CAPTION) for p in outside)
        if is_bare and words <= _FEW * self._tree.words[0]:
            for place in outside:
                del self._left[place]

    def _around_found(self) -> int:
        """Return the smallest element around most that was found, and around little else."""
        around = [self._around(share) for share in _ENOUGH]
        fitting = (p for p in around if self._found[p] >= _LEAST * self._tree.words[p])
        return next(fitting, around[0])

    def _around(self, share: float) -> int:
        tree, found = self._tree, self._found
        place, enough = 0, max(1, share * found[0])
        while True:
            inner = next((c for c in tree.children(place) if found[c] >= enough), place)
            if inner == place:
                return place
            place = inner

    def _widened(self, core: int) -> int:
        """Return the element that is the whole article: it is called so, or holds little else."""
        for place in islice(self._tree.above(core), _FARTHEST):
            element = self._tree.elements[place]
            is_called = element.tag not in _WHOLE and _is_called_article(element)
            share = _MOST if is_called else _NEARLY_ALL
            if (is_called or element.tag == "main") and self._is_mostly_found(place, share):
                core = place
        return core

    def _is_mostly_found(self, place: int, share: float) -> bool:
        tree, found = self._tree, self._found
        words, inner, end = tree.words[place], place + 1, tree.ends[place]
        while inner < end:
            if found[inner] or not tree.words[inner] or self._named.kind(inner) is None:
                inner += 1
            else:
                words -= tree.words[inner]
                inner = tree.ends[inner]
        return found[place] >= share * words

    def _sections_alike(self) -> list[bool]:
        """Return by place whether it is in a section built like the one around the article.

        Long articles stand in sections of the same class, of which one alone may be found.
        """
        tree = self._tree
        alike = [False] * len(tree.elements)
        inner = self._core
        for place in islice(tree.above(self._core), _FARTHEST):
            for child in tree.children(place):
                is_text = tree.linked[child] < _PARTLY_LINKED * tree.words[child]
                if child != inner and is_text and self._goes_with(child, inner):
                    alike[child : tree.ends[child]] = [True] * (tree.ends[child] - child)
            inner = place
        return alike

    def _sections_of_links(self) -> list[bool]:
        """Return by place whether it is in a section “See also” among the sections of an article.

        As in an encyclopedia, another section comes behind it, with a heading of the same kind.
        """
        tree, core = self._tree, self._core
        within = [False] * len(tree.elements)
        headings = [p for p in range(core, self._end) if tree.elements[p].tag in _HEADINGS]
        for place in headings:
            if not _SEE_ALSO.fullmatch(tree.line(place)):
                continue
            after = next(
                (p for p in headings if p > place and self._is_heading_like(p, place)), None
            )
            if after is not None:
                within[place:after] = [True] * (after - place)
        return within

    def _is_heading_like(self, place: int, other: int) -> bool:
        tree = self._tree
        tags = [(tree.elements[p].tag, tree.elements[tree.parents[p]].tag) for p in (place, other)]
        return tags[0] == tags[1]

    def _goes_with(self, place: int, inner: int) -> bool:
        """Whether a part is built like the one around the article, or shows pictures beside it."""
        tree = self._tree
        element, own = tree.elements[place], tree.elements[inner]
        is_alike = (element.tag, element.get("class")) == (own.tag, own.get("class"))
        if is_alike and own.get("class") and own.tag in ("div", "section"):
            return True
        around = tree.elements[tree.parents[place]].tag
        parts = tree.elements[place : tree.ends[place]] if around in _OF_PICTURES else ()
        return self._named.kind(place) is None and any(e.tag == "figcaption" for e in parts)

    def _headline(self, title: str) -> int:
        """Return the place of the headline before the article, or of the article."""
        tree = self._tree
        for place in range(self._core - 1, 0, -1):
            if tree.elements[place].tag in ("h1", "h2") and tree.seen[place] and tree.words[place]:
                words = _letters(tree.line(place))
                if len(words) > _LONGEST_MARK and (words in title or title in words) and title:
                    return place
        return self._core

    def _kind_for_certain(self, place: int, tag: str) -> Kind | None:
        """Return the kind of a part that is none of the article, even if it was found with it."""
        if self._is_contents(place):
            return Kind.CONTENTS
        if tag in ("nav", "object", "svg"):
            return self._named.kind(place)
        return self._kind_of_label(place, tag)

    def _kind_within(self, place: int, tag: str) -> Kind | None:
        """Return the kind of a part that was not found, and is none of the article."""
        return (
            self._named.kind(place)
            or self._kind_of_box(place, tag)
            or self._kind_of_links(place, tag)
        )

    def _kind_of_box(self, place: int, tag: str) -> Kind | None:
        if tag == "form" and self._tree.words[place] <= _LONGEST_FORM:
            return Kind.NAVIGATION
        above = self._tree.above(place)
        if tag == "footer" and not any(self._tree.elements[p].tag in _OWNERS for p in above):
            return Kind.HEADER
        return None

    def _kind_of_label(self, place: int, tag: str) -> Kind | None:
        """Return the kind of a label; links behind “Read more” are then left out with it."""
        tree = self._tree
        size = max(tree.words[place], tree.ends[place] - place)
        if size > _LONGEST_POINTER or tag not in _LABELS:
            return None
        line = tree.line(place)
        if _ADVERTISING.fullmatch(line):
            return Kind.ADVERTISEMENT
        if not _RELATED.match(line):
            return None
        if tree.linked[place] >= _MOST * tree.words[place] and tag not in _HEADINGS:
            return Kind.TEASER
        behind = self._links_behind(place) if tree.words[place] <= _LONGEST_LABEL else []
        self._left |= dict.fromkeys(behind, Kind.TEASER)
        return Kind.TEASER if behind else None

    def _links_behind(self, place: int) -> list[int]:
        """Return the places of the parts right behind a label that are lists of links."""
        tree = self._tree
        behind: list[int] = []
        child, end = tree.ends[place], tree.ends[tree.parents[place]]
        while child < end:
            share = _LINKED if self._found[child] else _PARTLY_LINKED
            if tree.linked[child] < share * tree.words[child]:
                break
            behind += [child] * bool(tree.words[child])
            child = tree.ends[child]
        return behind

    def _kind_of_links(self, place: int, tag: str) -> Kind | None:
        tree = self._tree
        if tag in _HEADINGS or tree.linked[place] < _PARTLY_LINKED * tree.words[place]:
            return None
        is_list = tree.linked[place] >= _LINKED * tree.words[place]
        if (is_list or tag in _CONTAINERS) and _RELATED.match(tree.line(place)):
            return Kind.TEASER
        is_box = is_list and tree.links[place] > 1 and tag in _BOXES
        return Kind.TEASER if is_box and not self._named.in_data[place] else None

    def _is_contents(self, place: int) -> bool:
        """Whether a part within the article is its table of contents, or the label of it."""
        tree = self._tree
        tag = tree.elements[place].tag
        if tag in _LABELS and tree.words[place] <= _LONGEST_LABEL and not tree.links[place]:
            after = tree.ends[place]
            is_label = after < self._end and tree.parents[after] == tree.parents[place]
            if not is_label or not _CONTENTS.fullmatch(tree.line(place).rstrip(":")):
                return False
            return self._is_list_of_places(after)
        return self._is_list_of_places(place)

    def _is_list_of_places(self, place: int) -> bool:
        tree = self._tree
        is_list = tree.links[place] > 1 and tree.linked[place] >= _LINKED * tree.words[place]
        is_container = tree.elements[place].tag in _CONTAINERS
        return is_list and is_container and self._named.leads_within(place)

    def _holds_blocks(self, place: int) -> bool:
        tree = self._tree
        inner = range(place + 1, tree.ends[place])
        return any(tree.elements[p].tag not in _INLINE for p in inner if tree.words[p])

    def _kind_outside(self, place: int) -> Kind | None:
        """Return the kind of a part that stands beside the article."""
        tree = self._tree
        tag = tree.elements[place].tag
        if self._is_of_notes(place):
            return None
        kind = self._named.kind(place)
        if kind is not None:
            return kind
        if tag in ("header", "footer"):
            return Kind.HEADER
        if tag == "figcaption":
            return Kind.CAPTION
        if tree.links[place] and tree.linked[place] >= _MOST * tree.words[place]:
            return Kind.NAVIGATION if tree.words[place] < 30 * tree.links[place] else Kind.TEASER
        return Kind.OTHER

    def _is_of_notes(self, place: int) -> bool:
        """Whether a part holds notes to which marks in the article lead, or is called so."""
        elements = self._tree.elements[place : self._tree.ends[place]]
        if not _NOTES.isdisjoint(self._named.names(elements[0])):
            return True
        return bool(self._marks) and any(
            (element.get("id") or element.get("name") or "") in self._marks for element in elements
        )

    def _note_marks(self) -> set[str]:
        """Return the names of the places in the page that marks of notes in the article lead to."""
        tree = self._tree
        short = (
            tree.elements[p].get("href") or ""
            for p in range(self._core, self._end)
            if tree.elements[p].tag == "a" and 0 < tree.words[p] <= _LONGEST_MARK
        )
        return {href[1:] for href in short if href.startswith("#")} - {""}


def _is_called_article(element: Element) -> bool:
    return (
        element.tag == "article"
        or element.get("role") == "article"
        or element.get("itemprop") == "articleBody"
        or "Article" in (element.get("itemtype") or "")
    )


def _letters(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())
