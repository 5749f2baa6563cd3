"""Programs that work on a project in processes of their own, to be killed and disturbed."""

import subprocess
import sys
from pathlib import Path

from annotator.project import Project
from tests.projects import make_article, make_claim, make_project

QUOTES = ("crime fell by a third", "mayor", "Monday", "Café owners", "4,000 of them", "disagree")

_TAGGER = """
import sys
from pathlib import Path
from annotator.claims.service.claims import note
from annotator.project import Project

project = Project.open(Path(sys.argv[1]))
project.work_as(sys.argv[2])
(article,) = project.articles.page()
claim = project.claims.of_article(article.id)[0]
print("ready", flush=True)
for line in sys.stdin:
    word = line.strip()
    if word == "close":
        break
    if word == "empty":
        print(project.empty_log(), flush=True)
        continue
    try:
        note(project, claim, word)
        print("saved", word, flush=True)
    except Exception as error:
        print(type(error).__name__, flush=True)
project.close()
print("closed", flush=True)
"""


class Tagger:
    """Somebody at another program, who writes a note for each word and says what was saved."""

    def __init__(self, path: Path, name: str = "Ben") -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _TAGGER, str(path), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.first = self._answer()

    def say(self, word: str) -> str:
        """Let them do one thing; what came of it."""
        assert self.process.stdin
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()
        return self._answer()

    def write(self, first: int, last: int) -> list[str]:
        """Let them write notes with these numbers; those that were told to be saved."""
        words = [f"note-{n}" for n in range(first, last + 1)]
        return [word for word in words if self.say(word) == f"saved {word}"]

    def close(self) -> None:
        """Let them end in peace."""
        assert self.say("close") == "closed"
        self.process.communicate()

    def kill(self) -> None:
        """End them as a power cut would."""
        self.process.kill()
        self.process.communicate()

    def _answer(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()


def make_file(path: Path) -> Path:
    """A project with an article and a claim, and nobody at work in it."""
    project = make_project(path)
    make_claim(project, make_article(project))
    project.close()
    return path


def words_in(path: Path) -> list[str]:
    """The notes in a project, which is sound and opens without a word of other files."""
    project = Project.open(path)
    try:
        assert list(project.findings()) == []
        (article,) = project.articles.page()
        claim = project.claims.of_article(article.id)[0]
        return [note.body for note in project.people.notes(claim.id)]
    finally:
        project.close()


def names(folder: Path) -> list[str]:
    """What stands in a folder."""
    return sorted(path.name for path in folder.iterdir())
