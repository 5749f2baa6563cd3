"""The bodies of a W3C Web Annotation: the verdict, tags, comment and links in them.

https://www.w3.org/TR/annotation-model/#bodies-and-targets
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from annotator.claims.verdicts import Verdict
from annotator.exchange.formats.json_values import (
    Record,
    all_words,
    as_list,
    first_words,
    records,
    words,
)
from annotator.exchange.formats.web_annotation.selectors import types
from annotator.exchange.verdict_labels import meaning, reason_of

_SORTING = {"classifying", "tagging", "linking", "describing"}
"""The purposes that are not those of a comment."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the bodies say together."""

    verdict: str = ""
    reason: str = ""
    tags: tuple[str, ...] = ()
    comment: str = ""
    statement: str = ""
    links: tuple[str, ...] = ()


def said(annotation: Record) -> Said:
    """What an annotation says; a body without a purpose has the annotation's motivation."""
    pieces = [piece for body in _bodies(annotation) for piece in _pieces(body, annotation)]

    def of(purpose: str) -> list[str]:
        return list(dict.fromkeys(value for kind, value in pieces if kind == purpose))

    verdict, reason, others = _classified(of("classifying"))
    # beside a verdict, a description says what it is about; alone it is what somebody said
    described, comments = of("describing"), of("commenting")
    return Said(
        verdict,
        reason,
        tuple(dict.fromkeys([*of("tagging"), *others])),
        "\n".join(comments if verdict else [*comments, *described]),
        "\n".join(described) if verdict else "",
        tuple(of("linking")),
    )


def _classified(labels: list[str]) -> tuple[str, str, list[str]]:
    """The verdict, how it is disputed, and what is left: the first known verdict is it."""
    if not labels:
        return "", "", []
    verdict = next((label for label in labels if meaning(label)), labels[0])
    meant = meaning(verdict)
    rest = [label for label in labels if label != verdict]
    reason = ""
    if meant and meant.verdict is Verdict.DISPUTED:
        reason = next((label for label in rest if reason_of(label)), "")
    return verdict, reason, [label for label in rest if label != reason]


def _bodies(annotation: Record) -> Iterator[Any]:
    yield from all_words(annotation.get("bodyValue"))
    for body in as_list(annotation.get("body")):
        if isinstance(body, dict) and types(body) & {"Choice", "List", "Composite"}:
            yield from as_list(body.get("items"))
        else:
            yield body


def _pieces(body: Any, annotation: Record) -> Iterator[tuple[str, str]]:
    """Each purpose of a body, with what it says."""
    motivation = list(all_words(annotation.get("motivation")))
    if isinstance(body, str):
        kind = "linking" if "://" in body and not set(body) & set(" \n") else _kind(motivation)
        yield kind, words(body)
        return
    if not isinstance(body, dict):
        return
    kinds = {_kind([purpose]) for purpose in all_words(body.get("purpose"))} or {_kind(motivation)}
    values = (all_words(body.get(key)) for key in ("value", "rdf:value", "chars"))
    value = next(filter(None, map("\n".join, values)), "")
    address = _address(body)
    for kind in sorted(kinds):
        if value:
            yield kind, value
        elif address:
            yield "linking", address


def _address(body: Record) -> str:
    """The address a body leads to."""
    nested = [first_words(one, "id", "@id") for one in records(body.get("source"))]
    return words(body.get("source")) or next(iter(nested), "") or first_words(body, "id", "@id")


def _kind(purposes: Iterable[str]) -> str:
    return next((purpose for purpose in purposes if purpose in _SORTING), "commenting")
