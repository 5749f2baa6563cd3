"""The templates of the web page: the bundled templates, or a person's own in a folder of theirs.

A person who wants another page copies the templates to a folder and changes them there; templates
that are not in the folder are taken from the program. A person's own templates run in Jinja's
sandbox: they can show the contents of the report, reach no other object, and loop only so long.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from traceback import extract_tb
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.loaders import split_template_path
from jinja2.sandbox import SandboxedEnvironment, safe_range
from markupsafe import Markup, escape

from annotator import appearance
from annotator.appearance import style
from annotator.assets import asset
from annotator.claims.verdicts import Standing
from annotator.files.documents import write_new
from annotator.files.regular_files import exists, holds, is_folder, read_regular
from annotator.kernel.errors import BadTemplate, ExportFailed, TemplateThere
from annotator.kernel.wording import count_of, day_in_words, size_of
from annotator.reports.document import (
    changes,
    claims,
    corrections,
    place_sentences,
    sentences,
)
from annotator.reports.document.blocks import Inline, JumpRun, LinkRun, RunStyle, TextRun
from annotator.reports.entries import wording
from annotator.reports.entries.articles import COUNTED
from annotator.reports.links import leads_somewhere


def inline(content: Inline | tuple[Inline, ...], muted: str = "") -> Markup:
    """Return a sentence as HTML; ``muted`` is the class of words that stand back."""
    told = Markup("")
    for piece in content if isinstance(content, tuple) else (content,):
        is_badge = isinstance(piece, TextRun) and piece.look is RunStyle.VERDICT
        gap = " " if is_badge and told and not told[-1].isspace() else ""
        told += gap + _inline(piece, muted)
    return told


def _inline(piece: Inline, muted: str) -> Markup:
    match piece:
        case TextRun(text, RunStyle.VERDICT, standing) if standing:
            return _badge(text, standing)
        case TextRun():
            return _words(piece, muted)
        case LinkRun(url, text):
            return _LINK.format(url, Markup("") if text == url else _OUT, text)
        case JumpRun(anchor, words, label=label):
            named = Markup(' aria-label="{}"').format(label) if label else ""
            # the web page has the keys of the report as they are
            return _JUMP.format(anchor.replace("_", "-"), named, _words(words, muted))
        case _:
            return Markup("")


_LINK = Markup('<a href="{}"{} rel="noreferrer noopener">{}</a>')
_OUT = Markup(' class="out"')
"""Tells a link of which the words do not say where it leads, which print has to say."""
_JUMP = Markup('<a href="#{}"{}>{}</a>')
_BADGE = Markup(
    '<span class="badge s-{}"><span class="letter" aria-hidden="true">{}</span>'
    '<span class="name">{}</span>{}</span>'
)
_SPAN = Markup('<span class="{}">{}</span>')
_AS_IT_IS = Markup("{}")
_LOOKS = {
    RunStyle.STRONG: Markup("<b>{}</b>"),
    RunStyle.CODE: Markup("<code>{}</code>"),
    RunStyle.OLD: Markup("<del>{}</del>"),
    RunStyle.NEW: Markup("<ins>{}</ins>"),
    RunStyle.WARNING: Markup('<span class="warning">{}</span>'),
}


def _badge(text: str, standing: Standing) -> Markup:
    letter = style(standing).letter
    name, _, why = text.strip().removeprefix(f"{letter} ").partition(": ")
    reason = Markup('<span class="reason">: {}</span>').format(why) if why else ""
    return _BADGE.format(standing.value, letter, name, reason)


def _words(words: TextRun, muted: str) -> Markup:
    """Return words of a single look; blanks at their ends stay outside of the look."""
    told = Markup("").join(
        Markup("<bdi>{}</bdi>").format(part) if written else escape(part)
        for part, written in words.parts()
    )
    inner = told.strip()
    if not inner:
        return told
    before, after = told[: len(told) - len(told.lstrip())], told[len(told.rstrip()) :]
    if words.look is RunStyle.MUTED and muted:
        inner = _SPAN.format(muted, inner)
    return before + _LOOKS.get(words.look, _AS_IT_IS).format(inner) + after


_ROUNDS = 5_000_000
"""How many rounds all loops over numbers may make: some seconds' worth, more than a page needs."""
_LARGEST = 10_000_000
"""Bytes of a template."""


class Folder(FileSystemLoader):
    """The templates in a folder, and no file outside it; a file that is not UTF-8 is an error."""

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
    """Jinja's sandbox, for a single page, in which loops within loops come to an end, too."""

    _left = _ROUNDS

    def limited(self, *numbers: int) -> range:
        """Return the value of ``range`` in a template.

        Raises:
            OverflowError: this range is too long, or all together have become so.
        """
        found = safe_range(*numbers)
        self._left -= len(found) + 1
        if self._left < 0:
            raise OverflowError("its loops do not come to an end")
        return found


PAGE = "report.html.j2"
_ENDING = ".j2"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_WORDS = (
    *("digits", "listed", "fields", "cause"),
    *("lead", "title", "held", "in_words"),
    *("much_unread", "read_of", "looked_at_in_public", "brief"),
)
"""The functions of ``entries.wording`` that templates know as filters, by their own names."""
_SENTENCES = (
    *("only", "byline", "clock", "explained", "how_to_read", "record", "left_out", "unconfirmed"),
    *("signers", "group_heading", "needing", "verdict", "judged", "status", "legal_risk"),
    *("origin", "tagged_in_public", "looked", "settled", "settled_why", "lapsed"),
    *("resolved", "proposed", "stance", "source_kind", "trail_parts", "attached", "kept_back"),
    *("published", "archived", "rests_on", "question", "asked", "contacted", "reviewed"),
    *("unread", "void_marks"),
    *("tagged", "address", "given_on", "words_now"),
    "contradicting",
)
"""The sentences of a report that templates know as filters, by their own names."""
_PLACE_SENTENCES = (
    *("places", "in_the_article", "in_the_text", "version_noted", "proposed_resolution"),
)
"""The same for the sentences on where a claim stands."""
_CORRECTION_SENTENCES = (
    *("unexplained", "correction_heading", "correction_words", "correction_note"),
    "correction_place",
)
"""The same for the notes on a published text."""
_FAULTS = (
    *(TemplateError, ArithmeticError, LookupError, AttributeError, TypeError, ValueError),
    *(RecursionError, MemoryError, OSError),
)
"""The errors of a mistake in a template: Python's own errors are raised as they are."""


def pieces(folder: Path | None, **values: object) -> Iterator[str]:
    """Yield the page piece by piece, from the templates in a folder or the bundled templates.

    Raises:
        BadTemplate: a template in the folder has a mistake, and in which line.
    """
    if folder is None:
        yield from _bundled().get_template(PAGE).generate(**values)
        return
    try:
        yield from _own(folder).get_template(PAGE).generate(**values)
    except _FAULTS as error:
        path, line = _place(error, folder)
        raise BadTemplate(path, line, _why(error)) from error


def page(name: str, **values: object) -> str:
    """Return a page of the program's own that no person replaces, from its bundled template."""
    return _bundled().get_template(name).render(**values)


def copy_to(folder: Path) -> list[Path]:
    """Copy the bundled templates to a folder, for a person to change; return the files there.

    Templates that are there already, byte for byte, stay: the next copy completes a copy that was
    broken off.

    Raises:
        TemplateThere: another file of the same name is there, and no file was copied.
        ExportFailed: the folder cannot be written to.
    """
    bundled = {folder / path.name: path for path in sorted(asset("templates").glob(f"*{_ENDING}"))}
    try:
        there = {own for own in bundled if exists(own)}
        for own in there:
            if not holds(own, bundled[own].read_bytes()):
                raise TemplateThere(str(own))
        if there == {*bundled}:
            raise TemplateThere(str(min(there)))
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportFailed(str(folder), (error.strerror or "unknown reason").lower()) from error
    for own, path in bundled.items():
        try:
            if own not in there:
                write_new(own, path.read_bytes())
        except FileExistsError as error:
            raise TemplateThere(str(own)) from error
    return [*bundled]


@cache
def _bundled() -> Environment:
    loader = Folder(asset("templates"))
    return _furnished(Environment(loader=loader, **_MANNER))  # noqa: S701 - it does escape


def _own(folder: Path) -> Environment:
    if not is_folder(folder):
        raise BadTemplate(str(folder), 0, "there is no such folder")
    loader = ChoiceLoader([Folder(folder), Folder(asset("templates"))])
    made = Sandbox(loader=loader, **_MANNER)
    made.globals["range"] = made.limited
    return _furnished(made)


_MANNER: dict[str, Any] = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
}


def _furnished(environment: Environment) -> Environment:
    """The environment with all that a template may use beside the report."""
    environment.globals.update(
        standings=COUNTED,
        style=appearance.style,
        schemes={"light": appearance.palette("light"), "dark": appearance.palette("dark")},
        label=appearance.label,
        symbol=appearance.symbol,
        meaning=appearance.meaning,
        confidential=sentences.confidential(),
        no_articles=sentences.NO_ARTICLES,
        end_of_questions=claims.END_OF_QUESTIONS,
        method_heading=sentences.HOW_TO_READ,
        heads=sentences.HEADS,
        unread_sign=sentences.UNREAD_SIGN,
        unread_means=sentences.UNREAD_MEANS,
    )
    environment.filters["language"] = _language
    environment.filters["label"] = appearance.label
    for words in _WORDS:
        environment.filters[words] = getattr(wording, words)
    for words in _SENTENCES:
        environment.filters[words] = getattr(sentences, words)
    for words in _PLACE_SENTENCES:
        environment.filters[words] = getattr(place_sentences, words)
    for words in _CORRECTION_SENTENCES:
        environment.filters[words] = getattr(corrections, words)
    for words in ("to_read", "words_of_change", "stood_there", "cut_sentence"):
        environment.filters[words] = getattr(changes, words)
    for words in ("referred", "answer_to", "agreed"):
        environment.filters[words] = getattr(claims, words)
    environment.filters["inline"] = inline
    environment.filters |= {"day": day_in_words, "counted": count_of, "size": size_of}
    environment.tests["web_address"] = leads_somewhere
    return environment


def _why(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"there is no template of the name “{error.name}”"
    if isinstance(error, MemoryError):
        return "it takes more memory than there is"
    return str(error) or type(error).__name__


def _place(error: Exception, folder: Path) -> tuple[str, int]:
    """Return the template in which the error arose and the line there, from 1; 0 if unknown."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or str(folder / (error.name or PAGE)), error.lineno
    frames = [f for f in extract_tb(error.__traceback__) if f.filename.endswith(_ENDING)]
    if not frames:
        return str(folder), 0
    return frames[-1].filename, frames[-1].lineno or 0


def _language(code: str) -> str:
    """Return the language code if it is valid; otherwise empty, which means unknown to programs."""
    return code if _LANGUAGE.fullmatch(code) else ""
