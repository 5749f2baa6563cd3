"""Mutants by the thousand: ``python -m tests.hostile.campaign_mutants --help`` says how to run it.

Whatever a file has become, the program does what it is asked or says in a sentence why it does
not; it never hangs, never tells a mistake of its own, and never writes to a file that it reads.
"""

import argparse
import json
import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.cli import program
from tests.articles.intake.documents import docx, page, paragraph, run
from tests.exchange.formats.annotation_samples import brat, region, task, web_annotation
from tests.hostile import children, fault_jobs, mutants
from tests.hostile.children import Ended
from tests.hostile.fault_jobs import CLEO, OLD, PROJECT

UNTOUCHED = re.compile(r"left (exactly )?as it (is|was)|nothing was written", re.IGNORECASE)
"""What the program says of a file that it has not changed."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A file that is changed, how, and what is then done with it: commands with “@” for it.

    A file that the program merely reads is never written to.
    """

    name: str
    file: str
    mutate: mutants.Mutate
    commands: tuple[tuple[str, ...], ...]
    only_read: bool = True


_LOOKS = (
    ("check", "@"),
    ("list", "@", "--json"),
    ("history", "@", "--details"),
    ("export", "@", "-o", "report.html"),
    ("export", "@", "-o", "made.xlsx"),
    ("export", "@", "-o", "made.json"),
    ("package", "@", "-o", "sent.factcheck", "--as", "Ines"),
    ("agreement", "@"),
    ("add", "@", "article.txt"),
    ("undo", "@"),
    ("merge", "@", "theirs.factcheck", "--as", "Ines", "--on-conflict", "theirs"),
    ("send-back", "@", "-o", "back.factcheck", "--as", "Cleo", "--as-id", CLEO, "--confidential"),
    ("check", "@"),
)
_MERGES = (
    ("merge", PROJECT, "@", "--dry-run"),
    ("merge", PROJECT, "@", "--as", "Ines", "--on-conflict", "theirs"),
    ("check", PROJECT),
    ("list", PROJECT, "--json"),
    ("export", PROJECT, "-o", "report.html"),
    ("history", PROJECT),
    ("undo", PROJECT),
    ("check", PROJECT),
)
_RESTORES = (
    ("restore", "again.factcheck", "@"),
    ("check", "again.factcheck"),
    ("list", "again.factcheck"),
    ("export", "again.factcheck", "-o", "report.html"),
)
_ADDS = (("add", PROJECT, "@"), ("check", PROJECT), ("list", PROJECT))


_ANSWERS = (
    ("answers", PROJECT, "@", "--dry-run", "--json"),
    ("answers", PROJECT, "@", "--as", "Ines", "--differing", "add"),
    ("check", PROJECT),
    ("list", PROJECT),
)


def _imports(*words: str) -> tuple[tuple[str, ...], ...]:
    return (
        ("import", PROJECT, "@", "--as", "Ines", *words),
        ("import", PROJECT, "@", "--as", "Ines", "--skip-bad", *words),
        ("check", PROJECT),
        ("list", PROJECT),
    )


def _databases() -> Iterator[Kind]:
    ways = {
        "bytes": mutants.bytes_of,
        "rows": mutants.rows_of,
        "schema": mutants.schema_of,
    }
    for name, way in ways.items():
        yield Kind(f"project, {name}", PROJECT, way, _LOOKS, only_read=False)
        yield Kind(f"older project, {name}", OLD, way, _LOOKS, only_read=False)
        yield Kind(f"opened package, {name}", "package.factcheck", way, _LOOKS, only_read=False)
        for file in ("theirs", "reply", "package"):
            yield Kind(f"merged {file}, {name}", f"{file}.factcheck", way, _MERGES)


_FILES = (
    Kind("project JSON", "whole.json", mutants.json_of, _RESTORES),
    Kind("Hypothesis", "hypothesis.json", mutants.json_of, _imports("--article", "2")),
    Kind("web annotation", "web.jsonld", mutants.json_of, _imports("--article", "2")),
    Kind("doccano", "doccano.jsonl", mutants.json_of, _imports("--unit", "utf16")),
    Kind("Label Studio", "studio.json", mutants.json_of, _imports()),
    Kind("REFI-QDA", "codes.qdpx", mutants.packed, _imports()),
    Kind("brat", "marks.ann", mutants.bytes_of, _imports("--article", "2")),
    Kind("brat, packed", "made.zip", mutants.packed, _imports()),
    Kind("table of quotes", "quotes.csv", mutants.bytes_of, _imports("--article", "2")),
    Kind("Word document", "text.docx", mutants.packed, _ADDS),
    Kind("query sheet", "sheet.docx", mutants.packed, _ANSWERS),
    Kind("query sheet, OpenDocument", "sheet.odt", mutants.packed, _ANSWERS),
    Kind("query sheet, Markdown", "sheet.md", mutants.bytes_of, _ANSWERS),
    Kind("web page", "page.html", mutants.bytes_of, _ADDS),
    Kind("text", "article.txt", mutants.bytes_of, _ADDS),
)
KINDS: dict[str, Kind] = {kind.name: kind for kind in (*_databases(), *_FILES)}


def fill(folder: Path) -> None:
    """Fill a folder with a file of each kind, and all that the commands need."""
    fault_jobs.make_folder(folder)
    (folder / "web.jsonld").write_text(json.dumps([web_annotation(n) for n in range(3)]), "utf-8")
    (folder / "studio.json").write_text(json.dumps([task(region())]), "utf-8")
    (folder / "marks.ann").write_text(brat(), "utf-8")
    (folder / "text.docx").write_bytes(docx(paragraph(run("The mill closed in 1994.")) * 30))
    (folder / "page.html").write_text(page("<p>The mill closed in 1994.</p>" * 40), "utf-8")
    for form, name in (("brat", "made.zip"), ("quotes", "quotes.csv")):
        program.main(["export", str(folder / PROJECT), "--format", form, "-o", str(folder / name)])
    for name in ("sheet.docx", "sheet.odt", "sheet.md"):
        program.main(
            ["export", str(folder / PROJECT), "--kind", "queries", "-o", str(folder / name)]
        )
    answered = (folder / "sheet.md").read_text("utf-8").replace(":**\n", ":**\n\nYes.\n\nNo.\n")
    (folder / "sheet.md").write_text(answered, "utf-8")


def main(arguments: Sequence[str]) -> int:
    """Run a campaign; 1 when something did not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.campaign_mutants")
    parser.add_argument("--seed", type=int, default=0, help="the first; each try has its own")
    parser.add_argument("--tries", type=int, default=0, help="how many of each kind")
    parser.add_argument("--seconds", type=float, default=0, help="how long")
    parser.add_argument("--kinds", nargs="*", choices=[*KINDS], metavar="KIND")
    parser.add_argument("--folder", type=Path, help="where to try; /dev/shm is the fastest")
    asked = parser.parse_args(arguments)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        os.environ.pop(name, None)
    fault_jobs.load()
    root = Path(tempfile.mkdtemp(prefix="mutants-", dir=asked.folder))
    try:
        breeding = Mutants(root)
        breeding.run(asked.kinds or [*KINDS], asked.seed, asked.tries, asked.seconds)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    _say({"tries": breeding.tried.total(), "faults": breeding.failed, "of": breeding.tried})
    return 1 if breeding.failed else 0


class Mutants:
    """Tries of mutants, and how many there were of each kind."""

    def __init__(self, root: Path) -> None:
        self._template, self._place, self._scratch = (
            root / name for name in ("template", "place", "scratch")
        )
        self._template.mkdir()
        self._scratch.mkdir()
        fill(self._template)
        self.tried: Counter[str] = Counter()
        self.failed = 0

    def run(self, kinds: Sequence[str], seed: int, tries: int, seconds: float) -> None:
        """Try each kind in turn, so many times or so long, and tell what does not hold."""
        begun = time.monotonic()
        for number in range(seed, seed + (tries or 1 << 30)):
            for name in kinds:
                if seconds and time.monotonic() - begun > seconds:
                    return
                self.tried[name] += 1
                found = self._try(KINDS[name], random.Random(f"{name} {number}"))
                if found:
                    self.failed += 1
                    _say({"try": f"--kinds {name!r} --tries 1 --seed {number}", "found": found})

    def _try(self, kind: Kind, draw: random.Random) -> list[str]:
        shutil.rmtree(self._place, ignore_errors=True)
        shutil.copytree(self._template, self._place)
        file = self._place / kind.file
        kind.mutate(file, draw)
        before = file.read_bytes()
        ended = children.run(self._scratch, self._place / "home", self._commands(kind, file))
        found = [*_of_the_end(ended), *ended.acknowledged]
        if kind.only_read and file.read_bytes() != before:
            found.append("the file was written to")
        return found

    def _commands(self, kind: Kind, file: Path) -> Callable[[Callable[[str], None]], int]:
        def work(tell: Callable[[str], None]) -> int:
            os.chdir(self._place)
            for words in kind.commands:
                before = file.read_bytes()
                command = [str(file) if word == "@" else word for word in words]
                _say_begun(words)
                code = program.main(command)
                if code not in {0, 1, 2}:
                    tell(f"{words} ended with {code}")
                if code and words == ("check", PROJECT):
                    tell(f"{PROJECT} is not sound after {kind.commands[0]}")
                    return 0
                said = UNTOUCHED.search(_last_said())
                if said and file.read_bytes() != before:
                    tell(f"{words} said “{said[0]}”, and wrote")
            return 0

        return work


def _say_begun(words: Sequence[str]) -> None:
    sys.stderr.write(f"$ {' '.join(words)}\n")
    sys.stderr.flush()


def _last_said() -> str:
    sys.stderr.flush()
    said = Path(f"/proc/self/fd/{sys.stderr.fileno()}").resolve().read_text("utf-8", "replace")
    return said.rpartition("\n$ ")[2]


def _of_the_end(ended: Ended) -> Iterator[str]:
    last = ended.err.rpartition("\n$ ")[2]
    if ended.hung:
        yield f"hangs at {last[:200]}"
    elif ended.signal:
        yield f"died of signal {ended.signal} at {last[:200]}"
    for word in ("Traceback", "please report it", "Exception ignored"):
        if word in ended.err:
            yield f"{word} at {last.splitlines()[:1]}: {last[-700:]}"
            return


def _say(what: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(what, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
