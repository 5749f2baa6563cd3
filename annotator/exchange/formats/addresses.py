"""Addresses and ids, as standards for the web want them."""

import re
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

from annotator.evidence.model import check_url
from annotator.kernel.errors import InvalidValue

_OURS = uuid5(NAMESPACE_URL, "urn:annotator:exchange")
_IN_HOST = "!$%&'()*+,-.:;=@[]_~"
_IN_PATH = "!$%&'()*+,-./:;=?@_~"
"""The characters that may stand there beside letters and digits (RFC 3986)."""
_AUTHORITY = re.compile(r"([^@\[\]]*@)?(\[[0-9A-Fa-f:.]+\]|[^:@\[\]]+)(:\d*)?")
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def derive_id(*parts: str) -> UUID:
    """Return an id made of its parts: the same parts give the same id, now and always."""
    return uuid5(_OURS, "\n".join(parts))


def urn(*parts: str) -> str:
    """A derived id as an address."""
    return f"urn:uuid:{derive_id(*parts)}"


def web_address(url: str) -> str:
    """The address as RFC 3986 writes it, in ASCII; empty if it is none that a browser opens."""
    try:
        parts = urlsplit(check_url("", url.strip()))
    except (InvalidValue, ValueError):
        return ""
    authority = _escaped(parts.netloc, _IN_HOST)
    if not _AUTHORITY.fullmatch(authority):
        return ""
    query = f"?{_escaped(parts.query, _IN_PATH)}" if parts.query else ""
    fragment = f"#{_escaped(parts.fragment, _IN_PATH)}" if parts.fragment else ""
    return f"{parts.scheme}://{authority}{_escaped(parts.path, _IN_PATH)}{query}{fragment}"


def _escaped(part: str, kept: str) -> str:
    return quote(_BARE_PERCENT.sub("%25", part), safe=kept)
