"""`python -m tests.metrics`: print the figures of a checkout beside their bars."""

import argparse
import sys
from pathlib import Path

from tests.metrics.roles import edges, mermaid, reduced
from tests.metrics.source import import_graph, read_modules
from tests.metrics.structure import importers
from tests.metrics.table import figures

HERE = Path(__file__).parents[2]


def main() -> int:
    """Print the table, a diagram, or the importers of a module."""
    asked = arguments().parse_args()
    modules = read_modules(asked.root)
    graph = import_graph(modules)
    if asked.importers:
        lines = importers(graph, asked.importers)
    elif asked.diagram:
        lines = [mermaid(reduced(edges(modules, graph, by=asked.diagram)))]
    else:
        rows = [*figures(asked.root, modules, asked.since)]
        lines = [str(row) for row in rows]
        if asked.names:
            lines += [f"\n{row.subject}:\n  " + "\n  ".join(row.names) for row in rows if row.names]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.metrics", description=__doc__)
    add = parser.add_argument
    add("--root", type=Path, default=HERE, help="the checkout to measure (this one)")
    add("--since", metavar="COMMIT", help="measure the commits after this one, too")
    add("--names", action="store_true", help="name the modules, classes and parameters counted")
    kinds = ["folder", "role", "place"]
    add("--diagram", choices=kinds, nargs="?", const="place", help="print the imports as Mermaid")
    add("--importers", metavar="MODULE", help="print the modules that import this one")
    return parser


if __name__ == "__main__":
    sys.exit(main())
