"""The walls around a person's own templates: which files they can read, and how long they loop."""

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment, safe_range

_ROUNDS = 5_000_000
"""How many rounds all loops over numbers may make: some seconds' worth, more than a page needs."""


class Folder(FileSystemLoader):
    """The templates in a folder, and nothing outside it; one that is not UTF-8 is told as such."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """The words of a template, where it is, and whether it is as it was."""
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            path = str(Path(self.searchpath[0], template))
            raise TemplateSyntaxError("it is not in UTF-8", line, template, path) from error
        except OSError as error:
            raise TemplateNotFound(template) from error


class Sandbox(SandboxedEnvironment):
    """Jinja's sandbox, for one page, in which loops within loops come to an end, too."""

    _left = _ROUNDS

    def limited(self, *numbers: int) -> range:
        """What ``range`` is in a template.

        Raises:
            OverflowError: this range is too long, or all together have become so.
        """
        found = safe_range(*numbers)
        self._left -= len(found) + 1
        if self._left < 0:
            raise OverflowError("its loops do not come to an end")
        return found
