"""The runs of a document as HTML, for the templates of the web page."""

from markupsafe import Markup, escape

from annotator.appearance import style
from annotator.claims.verdicts import Standing
from annotator.reports.document.blocks import Inline, JumpRun, LinkRun, RunStyle, TextRun


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
