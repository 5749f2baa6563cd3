"""Two versions of an article with claims, for the forms in which they are compared."""

from annotator.articles.model import Version
from annotator.claims.verdicts import Standing
from annotator.kernel.positions import Span
from annotator.kernel.sentence_units import SentenceUnits
from annotator.revisions.compared_versions import ComparedVersions, PlacedClaim
from annotator.revisions.comparison import compare_texts

OLD = (
    "Towers\n\nThe tower opened in 1931. It is 300 m high and made of steel.\n\n"
    "Visitors came from all over the country that year. The mayor was among them.\n\n"
    "Sheep graze here.\nA line follows.\n\n"
    "A long passage that moves to the top of the article later.\n\n"
    "Today it stands empty. Nobody knows what will become of it."
)
NEW = (
    "Towers\n\nA long passage that moves to the top of the article later.\n\n"
    "The tower opened in 1931. It is 310 m high and made of steel. It was red.\n\n"
    "Sheep graze here.\nA line follows.\n\n"
    "Today it stands empty, and nobody knows what will become of it.\n\nMore to come."
)
CUT, HIGH = "The mayor was among them", "310 m high"


def version(number: int) -> Version:
    return Version(f"v{number}", "a", number, "", 0, "", "2026-03-02T12:00:00.000Z")


def compared(old: str, new: str) -> ComparedVersions:
    """The comparison of two texts without claims."""
    found = compare_texts(SentenceUnits(old), SentenceUnits(new))
    return ComparedVersions("Towers", version(1), version(2), found)


def with_claims() -> ComparedVersions:
    """Two versions, with a claim that was cut and one that stands on a changed figure."""
    cut, high = OLD.index(CUT), NEW.index(HIGH)
    return ComparedVersions(
        "Towers",
        version(1),
        version(2),
        compare_texts(SentenceUnits(OLD), SentenceUnits(NEW)),
        (PlacedClaim(2, Standing.DISPUTED, Span(cut, cut + len(CUT)), "cut"),),
        (PlacedClaim(1, Standing.VERIFIED, Span(high, high + len(HIGH)), "high"),),
    )
