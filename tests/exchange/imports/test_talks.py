"""Answers to annotations: comments on the claim, in the order of the talk."""

from dataclasses import replace
from typing import Any, Literal

import pytest

from annotator.articles.model import Article
from annotator.exchange.model import ImportedAnnotation
from annotator.exchange.service.imports import plan
from annotator.project import Project
from tests.exchange.imports.foreign import bring, foreign, on, only_claim


def test_answers_are_comments_on_the_claim(project: Project, article: Article) -> None:
    talk = foreign(
        on(identity="a", verdict="verified"),
        on("", where="annotation 2", identity="b", replies_to="a", comment="Sure?"),
        on("", where="annotation 3", replies_to="b", comment="Yes.", annotator="Cleo"),
        on("", where="annotation 4", replies_to="nowhere", comment="Hm."),
        on("nowhere at all", where="annotation 5", identity="e"),
        on("", where="annotation 6", replies_to="e", comment="Lost."),
        on("", where="annotation 7", identity="g", replies_to="g", comment="Round."),
    )
    planned = bring(project, talk)
    claim = only_claim(project, article)
    said = [(c.author, c.body) for c in project.comments.of_claim(claim.id)]
    assert said == [("Ben", "Sure?"), ("Cleo", "Yes.")]
    why = {part.where: part.why for part in planned.left_out}
    assert why["annotation 4"] == why["annotation 7"] == "What it replies to is not in the file."
    assert why["annotation 6"] == "It replies to annotation 5, which is left out."
    assert not plan(project, talk).changes_anything


class Looked(tuple[ImportedAnnotation, ...]):
    """Annotations that count how often one of them is looked at."""

    times = 0

    def __getitem__(self, key: Any) -> Any:
        self.times += 1
        return super().__getitem__(key)


@pytest.mark.parametrize("order", [1, -1])
def test_a_long_talk_is_gone_through_once(
    project: Project, article: Article, order: Literal[1, -1]
) -> None:
    answers = [
        on("", where=f"line {n}", identity=f"{n}", replies_to=f"{n - 1}", comment=f"{n}.")
        for n in range(1, 300)
    ]
    file = foreign(*answers[::order], on(identity="0", where="line 0"))
    talk = Looked(file.annotations)
    planned = plan(project, replace(file, annotations=talk))
    assert {arrival.target.article for arrival in planned.coming} == {article}
    assert len(planned.coming) == 300
    assert talk.times < 5 * len(talk)
