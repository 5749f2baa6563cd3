"""What another program's annotation says, in the words of a project."""

from collections.abc import Iterator
from datetime import UTC, datetime

from annotator.claims.verdicts import Verdict
from annotator.evidence.model import check_url
from annotator.exchange.model import ImportedAnnotation
from annotator.exchange.service.plan import ImportChoices, MappedContent
from annotator.exchange.verdict_labels import LabelMeaning, meaning
from annotator.kernel.canonical_text import canonical
from annotator.kernel.errors import InvalidValue


def said(annotation: ImportedAnnotation, choices: ImportChoices, worker: str) -> MappedContent:
    """What it says, with what is chosen where it is silent; by ``worker`` where nobody is named.

    Raises:
        UnusableCharacters: it holds what no text holds.
    """
    meant = meaning(annotation.verdict, annotation.reason) if annotation.verdict else None
    disputed = meant is not None and meant.verdict is Verdict.DISPUTED
    open_ = meant is not None and disputed and meant.reason is None
    links = tuple(dict.fromkeys(canonical(link).strip() for link in annotation.links))
    web = tuple(link for link in links if _is_web(link))
    at, name = utc(annotation.made_at), _one_line(annotation.annotator)
    kept = _kept(annotation, meant)
    others = [link for link in links if link and link not in web]
    if others:
        kept.append(f"Links: {', '.join(others)}")
    if annotation.made_at.strip() and not at:
        kept.append(f"Made: {_one_line(annotation.made_at)}")
    return MappedContent(
        author=dict(choices.people).get(name, name) or worker,
        verdict=meant.verdict if meant else None,
        reason=(choices.reason if open_ else meant.reason) if meant else None,
        reason_open=open_,
        comment=canonical(annotation.comment).strip(),
        statement=canonical(annotation.statement).strip(),
        links=web,
        kept=tuple(kept),
        at=at,
    )


def utc(time: str) -> str:
    """A time of a file as a project keeps it; empty where it is none, or says no time zone."""
    try:
        moment = datetime.fromisoformat(time.strip())
        if moment.tzinfo is None:
            return ""
        found = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    except (ValueError, OverflowError):
        return ""
    return found.replace("+00:00", "Z")


def _kept(annotation: ImportedAnnotation, meant: LabelMeaning | None) -> list[str]:
    """The labels that a tag of ours does not hold: other ones, and those worded otherwise."""
    tags = [*annotation.tags]
    if meant is None:
        tags += [annotation.verdict, annotation.reason]
    said = [line for line in map(_one_line, tags) if line]
    kept = [f"Tags: {', '.join(dict.fromkeys(said))}"] if said else []
    labels = [*_reworded(annotation, meant)] if meant else []
    return [*kept, f"Label: {', '.join(labels)}"] if labels else kept


def _reworded(annotation: ImportedAnnotation, meant: LabelMeaning) -> Iterator[str]:
    """The labels of a verdict that are not our own words for it."""
    verdict, reason = meant.verdict.value, meant.reason.value if meant.reason else ""
    label, why = _one_line(annotation.verdict), _one_line(annotation.reason)
    if _plainly(label) not in {verdict, f"{verdict} ({reason})", f"{verdict}: {reason}"}:
        yield label
    if why and _plainly(why) != reason:
        yield why


def _plainly(label: str) -> str:
    """A label without what formats make of case and spaces."""
    return label.casefold().replace("_", " ").replace("-", " ")


def _is_web(link: str) -> bool:
    try:
        return bool(check_url("Link", link))
    except InvalidValue:
        return False


def _one_line(words: str) -> str:
    return " ".join(canonical(words).split())
