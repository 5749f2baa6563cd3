"""What the texts of a Word document share: its styles, its lists, its notes and comments."""

from collections.abc import Callable
from dataclasses import dataclass, field

from annotator.articles.intake.documents.annotated_text import AnnotatedText, TextMark
from annotator.articles.intake.documents.package import OfficePackage
from annotator.articles.intake.documents.word_fields import PairedFields
from annotator.articles.intake.documents.word_styles import Numbering, Styles
from annotator.articles.model import AnnotationKind, Changes


@dataclass(slots=True)
class WordNote:
    """A footnote or an endnote that the text refers to."""

    kind: AnnotationKind
    id: str
    sign: str
    mark: TextMark


@dataclass(slots=True)
class WordParts:
    """What the walk through each text of a document shares, and what it finds for the whole."""

    package: OfficePackage
    styles: Styles
    numbering: Numbering
    changes: Changes = "accepted"
    fields: PairedFields = field(default_factory=PairedFields)
    notes: list[WordNote] = field(default_factory=list)
    signs: dict[AnnotationKind, Callable[[int], str]] = field(default_factory=dict)
    counted: dict[AnnotationKind, int] = field(default_factory=dict)
    comments: dict[str, TextMark] = field(default_factory=dict)
    read_chunk: Callable[[AnnotatedText, str], None] = lambda _out, _part: None

    def next_sign(self, kind: AnnotationKind) -> str:
        """Count a note and return the number that it is shown with."""
        self.counted[kind] = self.counted.get(kind, 0) + 1
        return self.signs[kind](self.counted[kind])
