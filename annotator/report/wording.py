"""How reports put dates, figures and their headings into words."""

from collections.abc import Sequence
from datetime import date

from annotator.domain.articles import MetadataField
from annotator.report.articles import ArticleEntry
from annotator.report.attention import Cause

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_CAUSES = {
    Cause.DISPUTED: "Disputed",
    Cause.UNSUPPORTED: "Unsupported",
    Cause.DIFFERING: "Checkers differ",
    Cause.UNFINISHED: "Not finished",
    Cause.WARNED: "House rules",
}

_FIELDS: dict[MetadataField, str] = {"url": "address", "published": "date of publication"}


def day(value: date | str) -> str:
    """A date in words, as “2 March 2025”; what is no ISO date stays as it is written."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return str(value)
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def digits(number: int) -> str:
    """A number with its thousands parted."""
    return f"{number:,}"


def size(number: int) -> str:
    """A number of bytes as people say it."""
    if number < 1000:
        return f"{number} bytes"
    return f"{number / 1e3:.0f} kB" if number < 1e6 else f"{number / 1e6:.1f} MB"


def listed(words: Sequence[str]) -> str:
    """Words in a row, as “title, byline and outlet”."""
    return " and ".join([", ".join(words[:-1])] * (len(words) > 1) + list(words[-1:]))


def fields(names: Sequence[MetadataField]) -> list[str]:
    """What readers call the metadata of an article."""
    return [_FIELDS.get(name, name) for name in names]


def cause(value: Cause) -> str:
    """The heading of a group of claims that need attention."""
    return _CAUSES[value]


def lead(article: ArticleEntry) -> str:
    """The one sentence an editor reads if only one."""
    claims, needing = len(article.claims), article.in_the_way
    if not claims:
        return "No claim has been marked in this article yet."
    if not needing:
        return f"Nothing stands in the way: {_counted(claims)} checked and verified."
    verb = "needs" if needing == 1 else "need"
    of = "The only claim" if claims == 1 else f"{digits(needing)} of {digits(claims)} claims"
    return f"{of} {verb} attention before publication."


def _counted(claims: int) -> str:
    return "the only claim is" if claims == 1 else f"all {digits(claims)} claims are"
