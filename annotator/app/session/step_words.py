"""What a step did, in a sentence for whoever made it, such as “Claim 6 tagged Verified”."""

import re
from collections.abc import Callable

from annotator.appearance import label
from annotator.claims.verdicts import Verdict

_VERDICT = "|".join(verdict.value for verdict in Verdict)
_Say = Callable[[re.Match[str]], str]


def _tagged(found: re.Match[str]) -> str:
    return f"{_capital(found[1])} tagged {label(Verdict(found[2]))}."


def _settled(found: re.Match[str]) -> str:
    return f"{_capital(found[1])} settled as {label(Verdict(found[2]))}."


_SAID: tuple[tuple[str, _Say], ...] = (
    (r"Mark (claim \d+)", lambda m: f"{_capital(m[1])} marked."),
    (rf"Tag (.+) ({_VERDICT})", _tagged),
    (rf"Settle (claim \d+) as ({_VERDICT})", _settled),
    (r"Clear the verdict of (.+)", lambda m: f"Verdict of {m[1]} cleared."),
    (r"(?:Clear the verdicts of|Take the tags off) (.+)", lambda m: f"Verdicts of {m[1]} cleared."),
    (r"(?:Remove a file from|Take a file off) (.+)", lambda m: f"File removed from {m[1]}."),
    (r"Remove (?:an? |the )?(.+)", lambda m: f"{_capital(m[1])} removed."),
    (r"(?:Withdraw|Take back) (?:an? |the )?(.+)", lambda m: f"{_capital(m[1])} withdrawn."),
    (r"Add an? (.+) to (.+)", lambda m: f"{_capital(m[1])} added to {m[2]}."),
    (r"Add (\d+ .+) to (.+)", lambda m: f"{m[1]} added to {m[2]}."),
    (r"Move an? .+ of (.+)", lambda m: f"{_capital(m[1])} moved."),
    (r"Split (.+)", lambda m: f"{_capital(m[1])} split. Its details stay with it."),
    (r"Join (claim \d+) to (.+)", lambda m: f"{_capital(m[1])} joined to {m[2]}."),
    (r"Status of (.+): (.+)", lambda m: f"{_capital(m[1])} set to “{m[2]}”."),
    (r"Kind of (.+): (.+)", lambda m: f"“{_capital(m[2])}” added to {m[1]}."),
    (r"Review (claim \d+)", lambda m: f"{_capital(m[1])} reviewed."),
    (r"Join two records of (.+)", lambda m: f"Two records of {m[1]} joined."),
    (r"Join (article \d+) with (article \d+)", lambda m: f"{_capital(m[1])} joined with {m[2]}."),
    (r"Archive (.+)", lambda m: f"{_capital(m[1])} is now in the archive."),
    (r"Unarchive (.+)", lambda m: f"{_capital(m[1])} is back among the articles."),
)
"""Names of steps that are worth a sentence, and the sentence; what is typed says itself."""


def step_words(name: str) -> str:
    """Return what a step of this name did; empty where the step is seen where it happens."""
    for pattern, say in _SAID:
        found = re.fullmatch(pattern, name)
        if found is not None:
            return say(found)
    return ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
