"""Word files with our comments, as a writer sends them back: replied to, resolved, decided on."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from tests.articles.intake.word.packages import word

AT = "2026-03-01T09:00:00Z"


def said(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def inserted(text: str) -> str:
    return f'<w:ins w:id="70" w:author="Desk" w:date="{AT}">{said(text)}</w:ins>'


def deleted(text: str) -> str:
    run = f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
    return f'<w:del w:id="71" w:author="Desk" w:date="{AT}">{run}</w:del>'


def commented(ids: Sequence[int], *runs: str) -> str:
    """Runs with comments on them."""
    starts = "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in ids)
    ends = "".join(
        f'<w:commentRangeEnd w:id="{n}"/><w:r><w:commentReference w:id="{n}"/></w:r>' for n in ids
    )
    return f"{starts}{''.join(runs)}{ends}"


class Thread:
    """A thread of comments: the authors and their words, the first of them ours."""

    def __init__(self, *comments: tuple[str, str], done: bool = False, at: str = AT) -> None:
        self.comments = comments
        self.done = done
        self.at = at


GOOGLE = (
    '<w:sdt><w:sdtPr><w:tag w:val="goog_rdk_0"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
)


def returned(
    paragraphs: Sequence[str], threads: Sequence[Thread], *, extended: bool = True
) -> bytes:
    """A file with threads; ``{0}``, ``{1}`` … in the paragraphs are the ids of each thread.

    Args:
        paragraphs: The markup of each paragraph's runs.
        threads: The threads.
        extended: Whether the file says which comment answers which.
    """
    comments, rows, number = "", "", 0
    for thread in threads:
        root = ""
        for author, words in thread.comments:
            paragraph = f"{number + 10:08X}"
            *first, last = words.split("\n")
            lines = "".join(f"<w:p>{said(line)}</w:p>" for line in first)
            lines += f'<w:p w14:paraId="{paragraph}">{said(last)}</w:p>'
            named = f'w:id="{number}" w:author="{author}" w:date="{thread.at}"'
            comments += f"<w:comment {named}>{lines}</w:comment>"
            parent = f' w15:paraIdParent="{root}"' if root else ""
            done = int(thread.done and not root)
            rows += f'<w15:commentEx w15:paraId="{paragraph}"{parent} w15:done="{done}"/>'
            root = root or paragraph
            number += 1
    body = [f"<w:p>{paragraph}</w:p>" for paragraph in paragraphs]
    if not extended:
        return word(*body, comments=comments)
    return word(*body, comments=comments, commentsExtended=rows)


def ids_of(threads: Sequence[Thread]) -> list[list[int]]:
    """The ids of the comments of each thread, in the order of ``returned``."""
    found: list[list[int]] = []
    number = 0
    for thread in threads:
        found.append([*range(number, number + len(thread.comments))])
        number += len(thread.comments)
    return found
