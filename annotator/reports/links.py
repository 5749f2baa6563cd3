"""Which addresses a reader may follow from a report."""

from annotator.evidence.model import check_url
from annotator.kernel.errors import InvalidValue
from annotator.reports.printable import printable


def leads_somewhere(url: str) -> bool:
    """Whether an address is a web address; all other words are shown as a person typed them."""
    try:
        return bool(check_url("", url)) and printable(url) == url
    except InvalidValue:
        return False
