"""The command that says how far checkers agree."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.context import opened, project_argument
from annotator.cli.terminal import say, say_json
from annotator.kernel.errors import InvalidValue, NotFound
from annotator.kernel.wording import count_of

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.review.agreement.coefficients import Figure
    from annotator.review.agreement.comparison import Figures, PairAgreement
    from annotator.review.agreement.measures import Measure
    from annotator.review.service.agreement import AgreementResult, AgreementScope, ArticleAgreement

Json = dict[str, object]


@click.command()
@project_argument
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs, in UTF-8.")
@click.option(
    "--article", "numbers", type=int, multiple=True, help="Only this article. Repeat for more."
)
@click.option(
    "--checker", "names", metavar="NAME", multiple=True, help="Only this checker. Repeat for more."
)
def agreement(
    path: Path, *, as_json: bool, numbers: tuple[int, ...], names: tuple[str, ...]
) -> None:
    """Measure how far the checkers of PROJECT agree: on where claims are, and on their verdicts.

    Without --checker all checkers who have tagged a claim there are compared. The figures have a
    meaning only where each worked without seeing the others’ tags.
    """
    from annotator.review.service import agreement

    with opened(path) as project:
        scope = _scope(project, numbers)
        who = _checkers(project, names, scope)
        found = agreement.compare(project, who, scope)
    if as_json:
        say_json(_agreement(found))
        return
    for line in _lines(found):
        say(line)


COMMANDS = (agreement,)


def _scope(project: "Project", numbers: tuple[int, ...]) -> "AgreementScope":
    from annotator.review.service.agreement import EVERYTHING, AgreementScope

    if not numbers:
        return EVERYTHING
    return AgreementScope(
        article_ids=tuple(project.articles.numbered(number).id for number in numbers)
    )


def _checkers(project: "Project", names: tuple[str, ...], scope: "AgreementScope") -> list[str]:
    from annotator.review.service import agreement

    if not names:
        found = [checker.id for checker in agreement.taggers(project, scope)]
        if len(found) < 2:
            raise InvalidValue(
                "Checkers",
                "fewer than two checkers have tagged a claim there, so there is nothing to compare",
            )
        return found
    return [_checker(project, name) for name in names]


def _checker(project: "Project", name: str) -> str:
    checker = project.people.named(name)
    if checker is None:
        raise NotFound(f"Checker “{name}”")
    return checker.id


def _lines(found: "AgreementResult") -> Iterator[str]:
    from annotator.review.agreement import measures

    names = [checker.name for checker in found.checkers]
    yield f"Agreement of {', '.join(names[:-1])} and {names[-1]}"
    yield ""
    yield measures.BLIND
    yield measures.FOUND
    yield ""
    yield from _figures(found.figures)
    for pair in found.pairs:
        yield from _pair_lines(pair, named=len(names) > 2)
    for article in found.articles:
        yield ""
        yield f"Article {article.article.number}, “{article.article.heading}”"
        yield from _figures({measures.Measure.ALPHA_U: article.alpha_u})


def _figures(figures: "Figures", first: str = "", second: str = "") -> Iterator[str]:
    from annotator.review.agreement.wording import label, meaning, written

    for measure, figure in figures.items():
        yield f"{label(measure)}: {written(figure)}, n = {count_of(figure.n, measure.unit)}"
        yield f"    {meaning(measure, first, second)}"


def _pair_lines(pair: "PairAgreement", *, named: bool) -> Iterator[str]:
    from annotator.review.agreement.measures import Measure

    first, second = pair.first.name, pair.second.name
    shown = {m: f for m, f in pair.figures.items() if named or m is not Measure.RAW}
    if named:
        yield ""
        yield f"{first} and {second}"
    yield from _figures(shown, first, second)
    yield ""
    both, one, other = pair.overlapping.both, len(pair.only_first), len(pair.only_second)
    yield f"Found by both: {both}. Only by {first}: {one}. Only by {second}: {other}."
    yield f"Verdicts: a row for each of {first}, a column for each of {second}"
    yield from _table(pair)


def _table(pair: "PairAgreement") -> Iterator[str]:
    from annotator.claims.verdicts import Verdict

    width = max(len(verdict.value) for verdict in Verdict) + 2
    yield " " * (width + 4) + "".join(verdict.value.rjust(width) for verdict in Verdict)
    for verdict, counts in zip(Verdict, pair.table.counts(), strict=True):
        yield "    " + verdict.value.ljust(width) + "".join(str(n).rjust(width) for n in counts)


def _agreement(found: "AgreementResult") -> Json:
    from annotator.review.agreement.measures import BLIND, FOUND

    return {
        "note": f"{BLIND} {FOUND}",
        "checkers": [{"id": c.id, "name": c.name} for c in found.checkers],
        "figures": _figures_json(found.figures),
        "pairs": [_pair_json(pair) for pair in found.pairs],
        "articles": [_article_json(article) for article in found.articles],
    }


def _pair_json(pair: "PairAgreement") -> Json:
    return {
        "first": pair.first.name,
        "second": pair.second.name,
        "figures": _figures_json(pair.figures, pair.first.name, pair.second.name),
        "both": pair.overlapping.both,
        "both_exact": pair.exact.both,
        "only_first": [*pair.only_first],
        "only_second": [*pair.only_second],
        "table": [
            {
                "first": row.value,
                "second": column.value,
                "n": len(judged),
                "claims": [[*each.claim_ids] for each in judged],
            }
            for (row, column), judged in pair.table.cells().items()
        ],
    }


def _article_json(found: "ArticleAgreement") -> Json:
    from annotator.review.agreement.measures import Measure

    article = found.article
    figures = _figures_json({Measure.ALPHA_U: found.alpha_u})
    return {"number": article.number, "id": article.id, "figures": figures}


def _figures_json(figures: "Figures", first: str = "", second: str = "") -> Json:
    return {m.value: _figure_json(m, figure, first, second) for m, figure in figures.items()}


def _figure_json(measure: "Measure", figure: "Figure", first: str, second: str) -> Json:
    from annotator.review.agreement.kappa import Kappa
    from annotator.review.agreement.wording import meaning

    spread: Json = {}
    if isinstance(figure, Kappa):
        spread = {"standard_error": figure.standard_error, "interval_95": figure.interval}
    return {
        "value": None if figure.value is None else float(figure.value),
        "n": figure.n,
        "why_not": figure.why_not.value if figure.why_not else None,
        **spread,
        "meaning": meaning(measure, first, second),
    }
