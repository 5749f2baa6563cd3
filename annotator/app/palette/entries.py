"""The entries that the palette offers, and their order."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from annotator.kernel.errors import NotFound
from annotator.kernel.fuzzy_match import FuzzyFit, FuzzyMatch, match
from annotator.kernel.positions import Span
from annotator.kernel.text_folding import fold
from annotator.project import Project
from annotator.search.model import Candidate, HitKind

_MANY = 8
"""Articles, and claims, that are offered at a time."""
_LOOKED_AT = 5000


class EntryKind(Enum):
    """The effect of choosing an entry: it runs an action, or goes to an article or a claim."""

    ACTION = auto()
    ARTICLE = auto()
    CLAIM = auto()


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """A line of the palette; ``note`` stands back, and ``id`` names the chosen action or place."""

    kind: EntryKind
    id: str
    words: str
    note: str = ""
    keys: tuple[str, ...] = ()
    icon: str = ""
    usable: bool = True
    marks: tuple[Span, ...] = ()
    other_keys: tuple[str, ...] = ()
    """Keys that do the same and are not shown, but found when they are typed."""

    @property
    def spoken(self) -> str:
        """The line as a screen reader says it."""
        return ", ".join(part for part in (self.words, self.note, *self.keys) if part)


def fitting(
    typed: str, actions: Iterable[PaletteEntry]
) -> tuple[list[PaletteEntry], list[PaletteEntry]]:
    """Return the actions that fit the typed words, the best first: the good fits, and all others.

    A good fit can be used now and holds the typed letters together, or has the typed key; a number
    is first the number of a claim.
    """
    well, others = list[tuple[FuzzyMatch, PaletteEntry]](), list[tuple[FuzzyMatch, PaletteEntry]]()
    by_key: list[PaletteEntry] = []
    for action in actions:
        found = match(typed, action.words)
        key = _typed_key(typed, action)
        if key:
            by_key.append(replace(action, keys=(key,), marks=found.spans if found else ()))
        elif found is not None:
            good = action.usable and found.fit is not FuzzyFit.SCATTERED
            (well if good else others).append((found, replace(action, marks=found.spans)))
    others.sort(key=lambda pair: (not pair[1].usable, pair[0].order))
    well.sort(key=lambda pair: pair[0].order)
    first, second = [entry for _, entry in well], [entry for _, entry in others]
    if typed.strip().isdecimal():
        return first, [*by_key, *second]
    return [*by_key, *first], second


def _typed_key(typed: str, action: PaletteEntry) -> str:
    """Return the key of an action that was typed as it is written; empty for none."""
    wanted = fold("".join(typed.split()))
    keys = (*action.keys, *action.other_keys)
    return next((key for key in keys if fold(key) == wanted), "")


def things(typed: str, article_id: str) -> Callable[[Project], list[PaletteEntry]]:
    """Return the work that finds the fitting articles and claims, for a thread of its own."""

    def find(project: Project) -> list[PaletteEntry]:
        return [
            *_numbered(project, typed, article_id),
            *_best(typed, project.search.articles_like(typed, _LOOKED_AT), _article),
            *_claims(project, typed, article_id),
        ]

    return find


def read_again(project: Project, entry: PaletteEntry, article_id: str) -> PaletteEntry | None:
    """Return the entry of an article or a claim as it is called by now; ``None`` if it is gone."""
    try:
        if entry.kind is EntryKind.ARTICLE:
            known = project.articles.get(entry.id)
            outlet = known.metadata.outlet
            return _article(Candidate(known.id, "", known.number, known.heading, outlet))
        claim = project.claims.get(entry.id)
        found = project.search.claim_numbered(claim.article_id, claim.number)
        heading = project.articles.get(claim.article_id).heading
    except NotFound:
        return None
    if found is None:
        return None
    if claim.article_id == article_id:
        return _claim(found)
    return replace(_claim(found), note=f"Claim {claim.number} of “{heading}”")


def _numbered(project: Project, typed: str, article_id: str) -> list[PaletteEntry]:
    digits = typed.strip()
    if not (digits.isascii() and digits.isdigit() and article_id):
        return []
    number = int(digits)
    found = project.search.claim_numbered(article_id, number)
    if found:
        return [replace(_claim(found), note="in this article")]
    found = project.search.claim_joined_as(article_id, number)
    if found is None:
        return []
    return [replace(_claim(found), note=f"Claim {number} was joined to claim {found.number}")]


def _claims(project: Project, typed: str, article_id: str) -> list[PaletteEntry]:
    here = project.search.claims_like(typed, article_id, _LOOKED_AT) if article_id else []
    found = _best(typed, here, _claim)
    known = {entry.id for entry in found}
    for hit in project.search.of_kind(HitKind.CLAIM, typed, _MANY, article_id):
        if hit.claim_id not in known and len(found) < _MANY:
            note, marks = hit.where, hit.marks
            found.append(
                PaletteEntry(
                    EntryKind.CLAIM, hit.claim_id, hit.words, note, (), "mark", marks=marks
                )
            )
    return found


def _best(
    typed: str, candidates: Sequence[Candidate], entry: Callable[[Candidate], PaletteEntry]
) -> list[PaletteEntry]:
    found = []
    for order, candidate in enumerate(candidates):
        fit = match(typed, f"{candidate.words} {candidate.where}")
        if fit is not None:
            found.append((fit.order, order, fit.spans, candidate))
    found.sort(key=lambda one: one[:2])
    return [
        replace(entry(candidate), marks=_within(spans, candidate.words))
        for _, _, spans, candidate in found[:_MANY]
    ]


def _within(spans: Iterable[Span], words: str) -> tuple[Span, ...]:
    return tuple(span for span in spans if span.end <= len(words))


def _article(found: Candidate) -> PaletteEntry:
    note = f"{found.where} · Article {found.number}" if found.where else f"Article {found.number}"
    return PaletteEntry(EntryKind.ARTICLE, found.article_id, found.words, note, (), "article")


def _claim(found: Candidate) -> PaletteEntry:
    note = f"Claim {found.number} of this article"
    return PaletteEntry(EntryKind.CLAIM, found.claim_id, found.words, note, (), "mark")
