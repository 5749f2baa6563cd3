"""Packages: articles go to a colleague for review, and the colleague's work comes back."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from annotator.disclosure.confidential_names import Disclosure, LeavingPassage, texts_in
from annotator.disclosure.service.row_passages import called, passages_of_rows
from annotator.disclosure.service.secret_names import secret_names
from annotator.kernel.changes import ChangePlace
from annotator.kernel.errors import InvalidValue
from annotator.kernel.file_names import project_title
from annotator.kernel.progress import Progress, unwatched
from annotator.project import Project
from annotator.sharing.packages import Contents, Package
from annotator.sharing.repository.packages import Rows, Secrets
from annotator.sharing.row_merge import Key

_SHARED = frozenset({"articles", "versions", "texts", "sources", "checkers", "contents"})
"""Tables of rows to which many others lead."""


def send_for_review(
    project: Project, target: Path, contents: Contents, progress: Progress = unwatched
) -> Package:
    """Write a package of articles into a new file; the project stays as it is.

    Raises:
        InvalidValue: no article is chosen, or no checker is named.
        NotFound: an article is not in the project.
        ProjectError: no file can be written there.
        Cancelled: ``progress`` asked to stop; no file is left.
    """
    if not contents.article_ids:
        raise InvalidValue("Articles", "choose at least one")
    titles = [project.articles.get(i).metadata.title for i in contents.article_ids]
    package = Package(project.author.name, project.now(), tuple(titles), contents.blind)
    label = f"Package for review from {package.sender}"
    packing = project.packages.packing(target, project.now(), label, package)
    with project.still(), packing as writer:
        chosen = project.packages.chosen(contents)
        total = chosen.total
        for done, part in chosen.parts():
            told = _told(progress, done, total)
            writer.add(part, blind=contents.blind, told=told)
        progress(total, total)
    return package


def send_back(project: Project, target: Path, progress: Progress = unwatched) -> Package:
    """Write the work done in a package into a new, small file for its sender to merge.

    Raises:
        InvalidValue: the project is no package, or no work was done in it.
        ProjectError, Cancelled: as ``send_for_review``.
    """
    received = package_of(project)
    if received is None:
        raise InvalidValue("Send back", "this project is not a package for review")
    with project.still():
        keys, change_ids = project.packages.changed_rows()
        if not keys:
            raise InvalidValue("Send back", "nothing was done in it yet")
        package = Package(project.author.name, project.now(), received.articles, is_reply=True)
        label = f"Review by {package.sender}"
        with project.packages.packing(target, project.now(), label, package) as writer:
            done = 0
            for some, part in project.packages.parts(keys):
                told = _told(progress, done, len(keys))
                writer.add(part, blind=False, told=told)
                writer.add_removed(some, part)
                done += len(some)
            writer.add_steps(change_ids)
    return package


def names_in_package(
    project: Project, contents: Contents, progress: Progress = unwatched
) -> list[Disclosure]:
    """Return the names of confidential people in the rows of a package, in its order.

    None where confidential sources and contacts go along on purpose. Attached files are not looked
    into.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    names = secret_names(project)
    if contents.confidential or not names:
        return []
    with project.still():
        chosen = project.packages.chosen(contents)
        total = chosen.total
        parts = (_watched(progress, done, total, part) for done, part in chosen.parts())
        return [*dict.fromkeys(names.slips(_passages(project, parts)))]


def names_in_reply(project: Project, progress: Progress = unwatched) -> list[Disclosure]:
    """Return the names of confidential people in a reply, its history included.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    names = secret_names(project)
    if not names:
        return []
    with project.still():
        keys, change_ids = project.packages.changed_rows()
        parts = (
            _watched(progress, done, len(keys), part)
            for done, (_, part) in enumerate(project.packages.parts(keys))
        )
        found = [*names.slips(_passages(project, parts))]
        found += names.slips(_heard(project, change_ids))
        return [*dict.fromkeys(found)]


def package_of(project: Project) -> Package | None:
    """Return a project's record of itself if it is a package for review."""
    return project.packages.package()


def secrets_of(project: Project) -> dict[str, Secrets]:
    """How much of each article is confidential, by the article's id."""
    return project.packages.secrets()


def left_out(secrets: Mapping[str, Secrets], contents: Contents) -> int:
    """Return how many pieces of evidence, contacts and questions stay here for being secret.

    Args:
        secrets: The confidential rows of each article, by its id.
        contents: The contents of the package.
    """
    return sum(
        of_article.left_out_of(contents)
        for article_id, of_article in secrets.items()
        if article_id in contents.article_ids
    )


def stem_of(project: Project) -> str:
    """How the name of a package may begin: as the project's, unless a secret name is in that."""
    stem = project_title(project.path.name)
    return "Articles" if secret_names(project).are_in(stem) else stem


def confidential_in_reply(project: Project) -> int:
    """How much that is confidential was done in a package, and goes back with it, names and all.

    Of evidence, contacts and questions to them, though they may be gone by now: the history goes
    along.
    """
    keys, _ = project.packages.changed_rows()
    return project.packages.confidential_among(keys)


def _told(progress: Progress, done: int, total: int) -> Callable[[], None]:
    return lambda: progress(min(done, total), total)


def _watched(progress: Progress, done: int, total: int, part: Rows) -> Rows:
    progress(min(done, total), total)
    return part


def _passages(project: Project, parts: Iterator[Rows]) -> Iterator[LeavingPassage]:
    """Return every text in rows, and in the texts that they refer to, each once."""
    seen: set[Key] = set()
    for part in parts:
        new = {key: state for key, state in part.items() if key not in seen}
        seen.update(key for key in new if key[0] in _SHARED)
        yield from passages_of_rows(new, part)
        for (table, row_id), state in new.items():
            if table == "versions":
                article = part.get(("articles", str(state["article_id"])), {})
                heading = str(article.get("title") or article.get("file_name") or "")
                place = ChangePlace(str(state["article_id"]))
                text = project.articles.text(row_id)
                yield LeavingPassage(text, "the text", heading, None, place)


def _heard(project: Project, change_ids: list[str]) -> Iterator[LeavingPassage]:
    """Return every text in the history that goes back: changes, checkers, and former values."""
    for step in project.packages.steps(change_ids):
        for _, _, words in texts_in([*step]):
            yield LeavingPassage(words, "the name of a step, or of who took it")
    for _, table, _, *states in project.packages.step_rows(change_ids):
        for _, column, words in texts_in([json.loads(str(state)) for state in states if state]):
            yield LeavingPassage(words, f"{called(str(table), column)}, in the history")
