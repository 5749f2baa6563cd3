"""What becomes of a draft's annotations, in the words of the window and of the command line."""

from collections import Counter
from collections.abc import Iterator

from annotator.appearance import label
from annotator.articles.highlighter_colours import colour_name
from annotator.exchange.service.annotated_draft import (
    ColourMeaning,
    TakenAnnotation,
    Taking,
    TakingPlan,
)
from annotator.kernel.wording import count_of

_NO_PLACE = "Left out: it stands at no words of the text"
_EMPTY = "Left out: it says nothing"
_ANSWERS = "A claim, with the answers"
_NAMED = 3
"""Missing files whose names stand in the window's sentence."""


def becomes(item: TakenAnnotation) -> str:
    """Return in words what becomes of an annotation."""
    if item.span is None:
        return _NO_PLACE
    if item.meaning is not ColourMeaning.NOTHING:
        return label(item.meaning)
    if item.taking is Taking.LEFT_OUT:
        return _EMPTY if item.is_empty else "Left out"
    if item.taking is not Taking.EVIDENCE:
        return label(item.taking)
    if item.is_empty:
        return _ANSWERS
    names = [each.name for each in item.references]
    return f"{label(item.taking)}: {'; '.join(names)}"


def where(item: TakenAnnotation) -> str:
    """Return the kind and the author of an annotation: “Comment – Rana, resolved”."""
    annotation = item.annotation
    by = f" – {annotation.author}" if annotation.author else ""
    done = ", resolved" if annotation.resolved else ""
    return f"{label(annotation.kind)}{by}{done}"


def says(item: TakenAnnotation) -> str:
    """Return the words of an annotation, or its address or colour."""
    annotation = item.annotation
    return annotation.words or annotation.url or colour_name(annotation.colour)


def taking_told(plan: TakingPlan) -> str:
    """Return what comes of a plan in numbers: “3 claims, 2 pieces of evidence”."""
    taken = Counter(item.taking for item in plan.items)
    pieces = sum(len(item.references) for item in plan.items)
    said = [count_of(len(plan.claims), "claim")]
    if pieces:
        said.append(count_of(pieces, "piece of evidence", "pieces of evidence"))
    if taken[Taking.QUERY]:
        said.append(count_of(taken[Taking.QUERY], "query", "queries"))
    if taken[Taking.NOTE]:
        said.append(count_of(taken[Taking.NOTE], "note"))
    left = sum(not item.is_taken for item in plan.items)
    if left:
        said.append(f"{left:,} left out")
    return ", ".join(said)


def taking_counts(plan: TakingPlan) -> dict[str, object]:
    """Return what comes of a plan for programs: numbers, what is left out, and missing files."""
    taken = Counter(item.taking for item in plan.items)
    return {
        "claims": len(plan.claims),
        "evidence": sum(len(item.references) for item in plan.items),
        "queries": taken[Taking.QUERY],
        "notes": taken[Taking.NOTE],
        "left_out": sum(not item.is_taken for item in plan.items),
        "files_attached": len(plan.files),
        "files_missing": [*plan.missing],
        "became": [
            {"annotation": item.index, "claim": item.quote, "becomes": becomes(item)}
            for item in plan.items
        ],
    }


def files_told(plan: TakingPlan) -> str:
    """Return how many of the named files were found, and which were not."""
    found, missing = len(plan.files), plan.missing
    told = f"{found:,} of {count_of(found + len(missing), 'named file')} found"
    more = f" and {len(missing) - _NAMED:,} more" if len(missing) > _NAMED else ""
    return f"{told}; missing: {', '.join(missing[:_NAMED])}{more}" if missing else f"{told}."


def left_out_told(plan: TakingPlan) -> Iterator[str]:
    """Return a line for each annotation of which nothing comes, and one for missing files."""
    for item in plan.items:
        if not item.is_taken:
            answers = (f"{each.author or 'Answer'}: {each.words}" for each in item.answers)
            words = " ".join(" ".join((says(item), *answers)).split())
            why = " (it stands at no words of the text)" if item.span is None else ""
            why = " (it says nothing)" if item.is_empty else why
            yield f"Left out: {where(item)}{why}: {words}"
    if plan.missing:
        yield f"Not found: {', '.join(plan.missing)}"
