"""Which addresses a reader may follow from a report."""

from annotator.evidence.model import check_url
from annotator.kernel.errors import InvalidValue
from annotator.reports.printable import printable


def leads_somewhere(url: str) -> bool:
    """Whether it is a web address; anything else is shown as the words that somebody typed."""
    try:
        return bool(check_url("", url)) and printable(url) == url
    except InvalidValue:
        return False
