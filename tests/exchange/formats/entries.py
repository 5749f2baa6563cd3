"""Reports made without a project, for any text and any highlights of it."""

from datetime import date
from typing import cast

from hypothesis import strategies as st

from annotator.articles.model import Metadata, Version
from annotator.claims.fields import Claim
from annotator.claims.highlights import Highlight, anchor
from annotator.claims.model import ClaimKind, ClaimStatus
from annotator.claims.verdicts import DisputeReason, Standing, Verdict, standing
from annotator.kernel.canonical_text import canonical, sha256
from annotator.kernel.positions import Span
from annotator.reports.choices import ReportChoices
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.claims import ClaimEntry, TagEntry
from annotator.reports.entries.report import Report
from annotator.reports.service.report import ReportArticles

SIGNS = (
    *"ab 1.=-\t",
    "e\u0301",
    "é",
    "😀",
    "👩🏽‍⚕️",
    "\u200f",
    "\u200d",
    "\u0301",
    "\r",
    "\n",
    "\r\n",
    "\u2028",
    "\u00a0",
    "\x0b",
    "\x85",
    "ا",
)
texts = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=30).map("".join).map(canonical)
"""Any canonical text: also one that begins, ends and breaks clusters anywhere."""


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A text with any stretches of it, each once."""
    text = draw(texts.filter(bool))
    ends = st.tuples(*[st.integers(0, len(text))] * 2).filter(lambda pair: pair[0] < pair[1])
    pairs = draw(st.lists(ends, min_size=1, max_size=5, unique=True))
    return text, [Span(*pair) for pair in pairs]


def tagged(claim: str, verdict: Verdict, who: str = "Ines", conclusion: str = "") -> TagEntry:
    reason = DisputeReason.MISLEADING if verdict is Verdict.DISPUTED else None
    return TagEntry(
        f"tag-{claim}-{who}",
        f"id-{who}",
        who,
        verdict,
        reason,
        conclusion,
        "",
        "2025-03-03T09:00:00.000Z",
        "2025-03-03",
        current=True,
        warnings=(),
    )


def claim_of(number: int) -> Claim:
    return Claim(
        f"claim-{number}",
        "article",
        number,
        kinds=(ClaimKind.NUMBER,),
        status=ClaimStatus.CHECKED,
    )


def entry_of(text: str, number: int, span: Span, *tags: TagEntry) -> ClaimEntry:
    place = Highlight(f"h-{number}", f"claim-{number}", "version", anchor(text, span))
    return ClaimEntry(
        claim_of(number),
        f"a1-c{number}",
        (place.quote,),
        (place,),
        standing(tag.verdict for tag in tags),
        tags=tags,
    )


def report_with(text: str, *claims: ClaimEntry, choices: ReportChoices | None = None) -> Report:
    version = Version("version", "article", 1, sha256(text), len(text), "", "2025-03-03T08:00:00Z")
    article = ArticleEntry(
        "8f6a1d0e-57a1-5d0c-9f0e-3f1f5b0c7a11",
        "a1",
        "The river",
        Metadata("The river", url="https://example.org/river"),
        unconfirmed=(),
        version=version,
        versions=(version,),
        brought_in_on=("2025-03-03",),
        canonical=text,
        attention=(),
        counts=((Standing.VERIFIED, 0),),
        claims=claims,
        text=(),
        sources=(),
        left_out=0,
    )
    articles = cast("ReportArticles", [article])
    return Report(date(2025, 3, 7), articles, choices or ReportChoices())


def report_on_spans(text: str, spans: list[Span]) -> Report:
    """A claim for each stretch, tagged with each verdict in turn."""
    verdicts = list(Verdict)
    return report_with(
        text,
        *(
            entry_of(text, n, span, tagged(str(n), verdicts[n % 3], conclusion=f"So it is, {n}."))
            for n, span in enumerate(spans)
        ),
    )
