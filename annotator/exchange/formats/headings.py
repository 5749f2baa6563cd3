"""What the columns of a table of quotes are called, by people and by programs."""

from collections.abc import Iterable

HEADINGS: dict[str, tuple[str, ...]] = {
    "quote": (
        "words in the article",
        "quote",
        "exact",
        "quoted text",
        "quoted words",
        "quotation",
        "highlight",
        "passage",
        "claim text",
        "text",
        "sentence",
        "claim",
    ),
    "verdict": ("verdict", "rating", "textual rating", "label"),
    "reason": ("reason", "dispute reason"),
    "tags": ("tags", "tag"),
    "comment": ("comment", "comments", "note", "notes", "conclusion"),
    "url": ("url", "article url", "uri", "page"),
    "annotator": ("annotator", "author", "checker", "fact-checker", "user", "creator"),
    "prefix": ("prefix", "before"),
    "suffix": ("suffix", "after"),
    "article": ("article", "article title", "title", "headline", "document"),
    "statement": ("statement", "claim"),
    "links": ("links", "link", "evidence", "evidence links", "sources", "source"),
    "made_at": ("created", "created at", "made at", "date"),
    "identity": ("id",),
    "start": ("start", "start offset"),
    "end": ("end", "end offset"),
}
"""Each field's headings, the surest first, as they are compared: in lower case."""
_SEVERAL = ("comment", "links", "tags")
"""Fields that may be in several columns at once."""

Columns = dict[str, list[int]]


def columns(headings: Iterable[str]) -> Columns:
    """In which columns of a table each field is; fields that are in none are left out."""
    plain = [" ".join(heading.replace("_", " ").split()).casefold() for heading in headings]
    found = Columns()
    for field, names in HEADINGS.items():
        places = [plain.index(name) for name in names if name in plain]
        # A claim beside its quote is the claim in the checker's own words.
        places = [place for place in places if place not in found.get("quote", ())]
        if places:
            found[field] = sorted(places) if field in _SEVERAL else places[:1]
    return found
