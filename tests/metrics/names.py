"""Figures about names: modules named by gerunds or participles, classes with the same name."""

import ast
from collections import defaultdict
from collections.abc import Sequence

from tests.metrics.source import Module

NOUNS = {
    *("merging", "anchoring", "unitizing", "pairing"),  # the field's own terms
    *("wording", "spelling", "heading", "meeting", "ruling", "setting", "warning", "encoding"),
    *("string", "building", "thing", "speed", "feed", "seed", "need", "embed"),
}
"""Words that end like a gerund or a participle, and are plain nouns (or the field's terms)."""
IRREGULAR = {
    *("begun", "bought", "broken", "brought", "built", "caught", "chosen", "cut", "done", "drawn"),
    *("fallen", "felt", "found", "given", "gone", "gotten", "grown", "heard", "held", "hidden"),
    *("kept", "known", "laid", "left", "led", "lent", "lost", "made", "meant", "met", "paid"),
    *("put", "read", "said", "seen", "sent", "shown", "shut", "sold", "spent", "split", "spoken"),
    *("taken", "taught", "thought", "thrown", "told", "understood", "won", "worn", "written"),
}
"""Participles that do not end in -ed; “cut”, “read” and “split” are verbs as much."""
SHORTEST = 5
"""Letters of the shortest word in -ing or -ed that is taken for a verb's form: “using”."""


def is_verb_form(word: str) -> bool:
    """Return whether a word of a name is a gerund or a participle, and no noun of the field."""
    singular = word.removesuffix("s")
    if word in NOUNS or singular in NOUNS:
        return False
    ends = singular.endswith("ing") or word.endswith("ed")
    return word in IRREGULAR or (ends and len(word) >= SHORTEST)


def verb_form_modules(modules: Sequence[Module]) -> list[str]:
    """Return the names of the modules whose name ends in a gerund or a participle.

    The last part of the name counts: `merge_words` and `placed_by` are not among them, `saying`
    and `claims_listed` are. A package counts by the name of its folder.
    """
    return [m.name for m in modules if is_verb_form(m.name.rpartition(".")[2].split("_")[-1])]


def public_classes(module: Module) -> list[str]:
    """Return the names of the classes that stand at the top of a module without an underscore."""
    return [
        node.name
        for node in module.tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]


def shared_class_names(modules: Sequence[Module]) -> dict[str, list[str]]:
    """Map each public class name that two or more modules define to the modules' names."""
    found = defaultdict[str, list[str]](list)
    for module in modules:
        for name in public_classes(module):
            found[name].append(module.name)
    return {name: where for name, where in sorted(found.items()) if len(where) > 1}
