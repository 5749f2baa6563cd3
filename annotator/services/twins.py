"""Articles with one text that two people brought in separately, made one."""

from annotator.domain.articles import Article
from annotator.domain.changes import Outcome, Place
from annotator.domain.errors import InvalidValue
from annotator.domain.merging import Key
from annotator.domain.text import sha256
from annotator.services.project import Project
from annotator.store.changes import Writer
from annotator.store.renumbering import renumber_claims
from annotator.store.row_states import RowStates
from annotator.store.same_texts import article_with_text, same_texts, versions_by_text


def twins(project: Project) -> list[tuple[str, str]]:
    """Pairs of articles of which the second, by its number the earlier, has all texts of the first.

    The ids of the articles; each is in one pair at most as the one to be given up.
    """
    return same_texts(project.file)


def find_same_text(project: Project, text: str) -> Article | None:
    """Return the article that has this canonical text already, in any of its versions."""
    found = article_with_text(project.file, sha256(text))
    return project.articles.get(found) if found else None


def join_articles(project: Project, given_up: str, kept: str) -> Outcome:
    """Let all that stands in one article stand in another with the same text, as one step.

    Claims that get another number keep the old one in mind; nothing else changes.

    Raises:
        NotFound: one of the articles is gone.
        InvalidValue: their texts are not the same.
    """
    with project.change("Combine articles") as under_way:
        writer, states = under_way.writer, RowStates(project.file)
        gone, stays = project.articles.get(given_up), project.articles.get(kept)
        versions = _counterparts(project, given_up, kept)
        _lead_on(writer, states, {("versions", old): new for old, new in versions.items()})
        _lead_on(writer, states, {("articles", given_up): kept}, but="versions")
        for table, old, new in (
            *(("versions", old, new) for old, new in versions.items()),
            ("articles", given_up, kept),
        ):
            writer.delete(table, old)
            writer.insert("joined", {"id": old, "into_id": new})
        renumber_claims(writer, [kept])
        under_way.describe(
            f"Combine article {gone.number} with article {stays.number}", Place(kept)
        )
    return under_way.outcome


def _counterparts(project: Project, given_up: str, kept: str) -> dict[str, str]:
    """The versions of one article and those of the other with the same texts."""
    ours, theirs = (versions_by_text(project.file, i) for i in (kept, given_up))
    if not theirs.keys() <= ours.keys():
        raise InvalidValue("Articles", "only articles with exactly the same text can be combined")
    return {theirs[digest]: ours[digest] for digest in theirs}


def _lead_on(writer: Writer, states: RowStates, led: dict[Key, str], but: str = "") -> None:
    """Let every row that leads to one of these rows lead to another instead."""
    for (table, row_id), state in states.leading_to(led).items():
        moved = {
            c: led[parent] for c, parent in states.parents((table, row_id), state) if parent in led
        }
        if table != but:
            writer.update(table, row_id, moved)
