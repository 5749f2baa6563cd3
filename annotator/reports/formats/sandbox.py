"""The walls around a person's own templates: which files they can read, and how long they loop."""

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, TemplateNotFound, TemplateSyntaxError
from jinja2.loaders import split_template_path
from jinja2.sandbox import SandboxedEnvironment, safe_range

from annotator.files.regular_files import exists, read_regular

_ROUNDS = 5_000_000
"""How many rounds all loops over numbers may make: some seconds' worth, more than a page needs."""
_LARGEST = 10_000_000
"""Bytes of a template."""


class Folder(FileSystemLoader):
    """The templates in a folder, and nothing outside it; one that is not UTF-8 is told as such."""

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002 - Jinja gives it
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """The words of a template, where it is, and whether it is as it was."""
        path = Path(self.searchpath[0], *split_template_path(template))
        if not exists(path):
            raise TemplateNotFound(template)
        try:
            words = read_regular(path, _LARGEST).decode(self.encoding)
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise TemplateSyntaxError("it is not in UTF-8", line, template, str(path)) from error
        except OSError as error:
            why = error.strerror or "it cannot be read"
            raise TemplateSyntaxError(why, 0, template, str(path)) from error
        # nobody changes templates while a page is made of them
        return words.replace("\r\n", "\n"), str(path), lambda: True


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
