"""Hits are shown kind by kind, in whatever order and however often they are found."""

from PySide6.QtCore import QObject

from annotator.search.model import Hit, HitKind
from annotator.search.ui.page import HitsModel


def hit(kind: HitKind, words: str) -> Hit:
    return Hit(kind, "", "", words)


def test_hits_stand_in_the_order_of_their_kinds_however_they_come() -> None:
    parent = QObject()
    model = HitsModel(parent)
    come = [("note", "n"), ("article", "a1"), ("claim", "c"), ("article", "a2"), ("title", "t")]
    for kind, words in come:
        model.take_up(HitKind(kind), [hit(HitKind(kind), words)])
    assert [shown.words for shown in model.shown] == ["t", "a1", "a2", "c", "n"]
    model.show_only(HitKind.ARTICLE)
    model.take_up(HitKind.ARTICLE, [hit(HitKind.ARTICLE, "a3")])
    assert [shown.words for shown in model.shown] == ["a1", "a2", "a3"]
    model.show_only(None)
    assert model.count(HitKind.ARTICLE) == len(model.shown) - 3 == 3
