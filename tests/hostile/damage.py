"""Projects with work of every kind in them, and ways in which disks and people damage a file."""

from collections.abc import Callable
from pathlib import Path
from random import Random

from annotator.articles.model import Draft, Metadata, OriginalFile
from annotator.articles.service import add_article
from annotator.claims.highlights import find_quote
from annotator.claims.service import claims as annotating
from annotator.claims.service import fields
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.project import Project
from annotator.review.service import comments
from tests.projects import as_another, make_project

PAGE = 4096
Harm = Callable[[Random, bytearray], None]
SENTENCE = "In the year {n} the harbour took in {n} ships, said officer number {n} of the port. "


def work(path: Path, articles: int = 3, claims: int = 12) -> None:
    """Make a project in which two people have tagged, noted, cited and attached."""
    project = make_project(path)
    ben = as_another(project, "Ben")
    for number in range(articles):
        text = "".join(SENTENCE.format(n=1800 + n) for n in range(60 + 40 * number))
        added = add_article(project, Draft(text, Metadata(f"Harbours {number}")))
        article = project.articles.get(added.change.place.article_id)
        for n in range(claims):
            span = find_quote(text, f"took in {1800 + n} ships")
            marked = annotating.mark(project, article, span)
            claim = project.claims.get(marked.change.place.claim_id)
            annotating.tag(project, [claim.id], Verdict.DISPUTED, DisputeReason.CONTRADICTED)
            annotating.tag(ben, [claim.id], Verdict.VERIFIED)
            annotating.note(project, claim, f"Ask the port about {1800 + n}. " * 10)
            if n % 4 == 0:
                _cite(project, claim.id, number * claims + n)
            if n % 5 == 0:
                comments.comment(ben, claim, "I disagree.")
            if n % 6 == 0:
                fields.set_legal_risk(project, claim, risk=True)
    ben.close()
    project.close()


def _cite(project: Project, claim_id: str, number: int) -> None:
    claim = project.claims.get(claim_id)
    source = SourceDetails(f"Register {number}", confidential=True, code_name="X")
    said = EvidenceDetails(quotation="q" * 50)
    scan = OriginalFile(f"scan {number}.txt", "text/plain", f"Scan {number}. ".encode() * 900)
    evidence.add_evidence(project, claim, source, said, (scan,))


def flip(random: Random, data: bytearray) -> None:
    """Some bits of some bytes, as a bad stick does."""
    for _ in range(random.choice((1, 3, 20, 200))):
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)


def blank(random: Random, data: bytearray) -> None:
    """Pages of zeros, as a lost write leaves them."""
    for _ in range(random.choice((1, 2, 8))):
        page = random.randrange(len(data) // PAGE)
        data[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)


def scribble(random: Random, data: bytearray) -> None:
    """Stretches of noise."""
    for _ in range(random.choice((1, 4))):
        size = random.choice((16, 512, PAGE))
        place = random.randrange(len(data) - size)
        data[place : place + size] = random.randbytes(size)


def cut(random: Random, data: bytearray) -> None:
    """The end is missing, as of a download that was broken off."""
    del data[random.randrange(1, len(data)) :]


def swap(random: Random, data: bytearray) -> None:
    """Two pages in each other's place."""
    first, second = (random.randrange(len(data) // PAGE) * PAGE for _ in range(2))
    kept = data[first : first + PAGE]
    data[first : first + PAGE] = data[second : second + PAGE]
    data[second : second + PAGE] = kept


def double(random: Random, data: bytearray) -> None:
    """A page in the place of another, as a stale write leaves it."""
    first, second = (random.randrange(len(data) // PAGE) * PAGE for _ in range(2))
    data[first : first + PAGE] = data[second : second + PAGE]


def behead(random: Random, data: bytearray) -> None:
    """The first page, which says where everything is."""
    size = random.choice((16, 100, 1000, PAGE))
    data[:size] = random.choice((bytes(size), random.randbytes(size)))


HARMS: dict[str, Harm] = {
    harm.__name__: harm for harm in (flip, blank, scribble, cut, swap, double, behead)
}
