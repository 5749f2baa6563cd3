"""The commands that list the contents of a project."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.claims.verdicts import Standing
from annotator.cli.context import PATH, open_project, project_argument, warn_of
from annotator.cli.terminal import say, say_json
from annotator.files.regular_files import is_same
from annotator.kernel.errors import NotFound
from annotator.kernel.wording import count_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotator.articles.model import Article
    from annotator.claims.fields import Claim
    from annotator.claims.verdicts import Tag
    from annotator.project import Project
    from annotator.reports.entries.version_note import VersionNote
    from annotator.revisions.unread import NewToRead

Json = dict[str, object]

_json = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON for other programs, in UTF-8."
)


@click.command("list")
@project_argument
@click.option("--stale", is_flag=True, help="Only claims with a verdict given on other words.")
@click.option("--unread", is_flag=True, help="List the sentences nobody has looked at instead.")
@click.option(
    "--since",
    metavar="VERSION",
    type=click.IntRange(1),
    help="With --unread: the version that was checked, where it is not the one proposed.",
)
@_json
def list_(path: Path, *, stale: bool, unread: bool, since: int | None, as_json: bool) -> None:
    """List the articles of PROJECT with their claims; positions are code points."""
    if since is not None and not unread:
        raise click.UsageError("--since N goes with --unread.")
    with open_project(path) as project:
        if unread:
            _list_unread(project, since, as_json=as_json)
            return
        if as_json:
            articles = project.articles.page()
            say_json([_article(project, article, stale=stale) for article in articles])
            return
        for article in project.articles.page():
            found = _claims(project, article, stale=stale)
            if found or not stale:
                say(_article_line(project, article))
            notes = _notes(project, article, found)
            for claim in found:
                say(_claim_line(project, claim, notes.get(claim.id)))


@click.command()
@project_argument
def check(path: Path) -> int:
    """Prove that PROJECT is sound: its tables, pages, values, hashes, quotations and change log."""
    from annotator.project import Project

    sound = True
    for finding in Project.findings_in(path):
        sound = False
        say(finding)
    if sound:
        say(f"{path} is sound.")
    return 0 if sound else 1


@click.command()
@project_argument
@click.option("--article", "number", type=int, required=True, help="The number of the article.")
@click.option(
    "--from", "old", type=click.IntRange(1), help="The older version; the one before, at first."
)
@click.option(
    "--to", "new", type=click.IntRange(1), help="The newer version; the newest, at first."
)
@click.option("--html", metavar="FILE", type=PATH, help="Write a web page.")
@click.option("--docx", metavar="FILE", type=PATH, help="Write a Word file with tracked changes.")
@_json
def compare(
    *,
    path: Path,
    number: int,
    old: int | None,
    new: int | None,
    html: Path | None,
    docx: Path | None,
    as_json: bool,
) -> None:
    """Print what changed between two versions of an article of PROJECT, as one marked text.

    Deleted words stand in [-…-], inserted ones in {+…+}; < and > stand around what moved.
    """
    from annotator.revisions.formats.terminal import marked_lines
    from annotator.revisions.service import comparison

    files = {".html": html, ".docx": docx}
    with open_project(path) as project:
        article = project.articles.numbered(number)
        after = new or article.version.number
        versions = [
            comparison.numbered_version(project, article, each)
            for each in (old or max(1, after - 1), after)
        ]
        ids = [version.id for version in versions]
        compared = comparison.compare_versions(project, article.id, ids[0], ids[1])
        if any(files.values()):
            warn_of(comparison.names_in_comparison(project, compared))
        for suffix, file in files.items():
            if file is not None:
                _check_target(file, path)
                comparison.export(project, compared, file, suffix)
                say(f"Wrote {file}", err=as_json)
    if as_json:
        say_json(comparison.as_json(compared))
    elif not any(files.values()):
        for line in marked_lines(compared):
            say(line)


def _check_target(file: Path, path: Path) -> None:
    if is_same(file, path):
        raise click.UsageError(
            "The comparison cannot be written over its own project. Choose another name."
        )


COMMANDS = (list_, check, compare)


def _claims(project: "Project", article: "Article", *, stale: bool) -> list["Claim"]:
    """Return the claims of an article: all, or just those with a verdict on other words."""
    found = project.claims.of_article(article.id)
    if not stale:
        return found
    return [
        claim for claim in found if any(words is not None for _, words, _ in _tags(project, claim))
    ]


def _tags(project: "Project", claim: "Claim") -> list[tuple["Tag", tuple[str, str] | None, str]]:
    """Return the tags of a claim, each with its words then and now if they are others.

    The last is the difference as a phrase, empty where there is none.
    """
    from annotator.claims.judged_words import differing_words
    from annotator.claims.word_change import told_in_line, word_change

    places = project.highlights.places([claim.id]).get(claim.id, ())
    newest = project.articles.get(claim.article_id).version.id
    tags = project.tags.of_claims([claim.id])
    changes = ((tag, word_change(tag, places, newest)) for tag in tags)
    return [
        (
            tag,
            differing_words(tag.given_on, places, newest),
            told_in_line(change) if change else "",
        )
        for tag, change in changes
    ]


def _list_unread(project: "Project", since: int | None, *, as_json: bool) -> None:
    articles = _with_version(project, since)
    if as_json:
        say_json([_unread(project, article, since) for article in articles])
        return
    for article in articles:
        found = _unread(project, article, since)
        told = f"{found['looked_at']} of {count_of(found['sentences'], 'sentence')} looked at"
        say(f"{article.number}. {article.heading} – {told}")
        for sentence in () if since else found["unread"]:
            say(f"   {sentence['start']}–{sentence['end']}  {sentence['text']}")
        for mark in () if since else found["void_marks"]:
            who = " and ".join(mark["checkers"])
            place = f"{mark['start']}–{mark['end']}"
            say(f"   {place}  no longer “nothing to check” – {who}: {mark['why']}")
        if found["since"]:
            _say_since(found["since"])


def _with_version(project: "Project", number: int | None) -> list["Article"]:
    """Return the articles that have a version of this number, or all without one.

    Raises:
        NotFound: no article has such a version.
    """
    articles = project.articles.page()
    found = [a for a in articles if not number or number <= a.version.number]
    if articles and not found:
        raise NotFound(f"Version {number} of an article")
    return found


def _say_since(since: dict[str, Any]) -> None:
    say(f"   {since['told']}")
    for sentence in since["to_read"]:
        place = f"{sentence['start']}–{sentence['end']}"
        say(f"   {place}  {sentence['what']}: {_in_line(sentence['now'])}")
        if sentence["before"]:
            say(f"      it read: {_in_line(sentence['before'])}")
    for sentence in since["cut"]:
        say(f"   cut: {_in_line(sentence['text'])}")


def _in_line(words: str) -> str:
    return " ".join(words.split())


def _unread(project: "Project", article: "Article", since: int | None) -> dict[str, Any]:
    from annotator.claims.service.coverage import reading
    from annotator.revisions.service.unread import new_to_read

    read, text = reading(project, article), project.articles.text(article.version.id)
    return {
        **_identity(article),
        "sentences": read.coverage.sentences,
        "looked_at": read.coverage.looked_at,
        "checkers": [*read.checkers],
        "unread": [
            {"start": s.start, "end": s.end, "text": s.of(text)} for s in read.coverage.left
        ],
        "void_marks": [
            {
                "start": mark.sentence.start,
                "end": mark.sentence.end,
                "text": mark.sentence.of(text),
                "checkers": [*mark.checkers],
                "why": mark.why,
            }
            for mark in read.void
        ],
        "since": _since(new_to_read(project, article, since or 0)),
    }


def _since(found: "NewToRead | None") -> Json | None:
    """Return what changed since a version was checked; cut sentences have their places there."""
    if found is None:
        return None
    changes = found.changes
    return {
        "version": found.checked.version.number,
        "newest_version": found.newest.number,
        "verdicts": found.checked.verdicts,
        "of_verdicts": found.checked.of,
        "told": found.told,
        "changed": sum(not one.is_new for one in changes.changed),
        "new": sum(one.is_new for one in changes.changed),
        "read_since": found.read_since,
        "to_read": [
            {
                "what": "new" if one.is_new else "changed",
                "start": one.span.start,
                "end": one.span.end,
                "text": one.words,
                "now": one.now,
                "before": one.before,
            }
            for one in found.unread
        ],
        "cut": [
            {"start": one.span.start, "end": one.span.end, "text": one.words} for one in changes.cut
        ],
    }


def _identity(article: "Article") -> Json:
    return {
        "number": article.number,
        "id": article.id,
        "title": article.metadata.title,
        "version": article.version.number,
        "sha256": article.version.sha256,
        "length": article.version.length,
    }


def _article(project: "Project", article: "Article", *, stale: bool) -> Json:
    claims = _claims(project, article, stale=stale)
    notes = _notes(project, article, claims)
    return {
        **_identity(article),
        "undecided": len(project.placements.undecided_claims(article.id)),
        "claims": [_claim(project, article, claim, notes.get(claim.id)) for claim in claims],
    }


def _article_line(project: "Project", article: "Article") -> str:
    """Return the number and the heading of an article, with its version if it had others."""
    told = [f"version {article.version.number}"] if article.version.number > 1 else []
    if undecided := len(project.placements.undecided_claims(article.id)):
        told.append(f"{count_of(undecided, 'claim')} undecided")
    versions = f" ({'; '.join(told)})" if told else ""
    return f"{article.number}. {article.heading}{versions}"


def _notes(
    project: "Project", article: "Article", claims: "Sequence[Claim]"
) -> "Mapping[str, VersionNote]":
    """Return why claims do not stand in the newest version, or not beyond doubt, by their ids."""
    from annotator.claims.highlights import places_of
    from annotator.reports.service.version_notes import VersionNotes

    ids = [claim.id for claim in claims]
    places = {claim_id: places_of(project.highlights.of_claim(claim_id)) for claim_id in ids}
    return VersionNotes(project, article.id).of_claims(ids, places)


def _claim(
    project: "Project", article: "Article", claim: "Claim", note: "VersionNote | None"
) -> Json:
    highlights = [
        {
            "start": place.span.start,
            "end": place.span.end,
            "quote": place.quote,
            "locator": project.articles.cited(article.version.id, [place.span]),
        }
        for place in project.highlights.of_claim(claim.id)
        if place.version_id == article.version.id
    ]
    tags = [
        {
            "checker": tag.checker,
            "verdict": tag.verdict.value,
            "reason": tag.reason.value if tag.reason else None,
            "conclusion": tag.conclusion,
            "given_on_other_words": words[0] if words else None,
            "words_now": words[1] if words else None,
        }
        for tag, words, _ in _tags(project, claim)
    ]
    row = project.claims.row(claim.id)
    against = project.claims.contradictions([claim.id]).get(claim.id, [])
    return {
        "number": claim.number,
        "id": claim.id,
        "status": claim.status.value,
        "standing": row.standing.value if row else Standing.UNTAGGED.value,
        "contradicts": [found.other.number for found in against],
        "highlights": highlights,
        "placement": note.fate.value if note else "placed",
        "older_highlights": _older_places(project, article, claim),
        "tags": tags,
    }


def _older_places(project: "Project", article: "Article", claim: "Claim") -> list[Json]:
    """Return where a claim stands in the newest version that has words of it, if it is older."""
    numbers = {version.id: version.number for version in project.articles.versions(article.id)}
    return [
        {
            "version": numbers[place.version_id],
            "start": place.span.start,
            "end": place.span.end,
            "quote": place.quote,
        }
        for place in project.highlights.current(claim.id)
        if place.version_id != article.version.id
    ]


def _claim_line(project: "Project", claim: "Claim", note: "VersionNote | None") -> str:
    from annotator.claims.service.coverage import void_marks

    row = project.claims.row(claim.id)
    words = " ".join(row.words.split()) if row else ""
    tags = [_tag_words(tag, change) for tag, _, change in _tags(project, claim)]
    against = project.claims.contradictions([claim.id]).get(claim.id, [])
    other = [each.named for each in against]
    void = [f"no longer “nothing to check” – {name}" for name in void_marks(project, claim)]
    where = [_where_told(note)] if note else []
    told = "; ".join([claim.status.value, *where, *tags, *other, *void])
    return f"   {claim.number}. “{words}” [{told}]"


def _tag_words(tag: "Tag", change: str) -> str:
    reason = f" ({tag.reason.value})" if tag.reason else ""
    told = f"{tag.verdict.value}{reason} – {tag.checker}"
    return f"{told}, {change}" if change else told


def _where_told(note: "VersionNote") -> str:
    from annotator.reports.entries.version_note import note_in_words

    # which version its words are of is told by --json
    said = note_in_words(note, judged=False).partition(". ")[0].rstrip(".")
    return said[:1].lower() + said[1:]
