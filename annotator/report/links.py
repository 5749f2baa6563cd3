"""Which addresses a reader may follow from a report."""

from annotator.domain.errors import InvalidValue
from annotator.domain.evidence import check_url
from annotator.report.printable import printable


def leads_somewhere(url: str) -> bool:
    """Whether it is a web address; anything else is shown as the words that somebody typed."""
    try:
        return bool(check_url("", url)) and printable(url) == url
    except InvalidValue:
        return False
