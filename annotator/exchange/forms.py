"""The readable forms of annotations: their names, and the endings of their files."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnnotationForm:
    """A form's name for people, and the endings of its files' names."""

    label: str
    suffixes: tuple[str, ...]


WEB, HYPOTHESIS, TABLE, REFI = "web-annotation", "hypothesis", "table", "refi-qda"
BRAT, LABEL_STUDIO, DOCCANO = "brat", "label-studio", "doccano"

_OFFICE = (".xlsx", ".ods", ".docx", ".odt")
OFFICE_TABLE = "Table of Excel, OpenDocument or Word"
"""What the form of a table is called that is no text."""

FORMS: dict[str, AnnotationForm] = {
    WEB: AnnotationForm("W3C Web Annotation", (".jsonld", ".json")),
    HYPOTHESIS: AnnotationForm("Hypothesis export", (".json", ".jsonl")),
    TABLE: AnnotationForm("Table of quotes (CSV)", (".csv", ".tsv", ".txt", *_OFFICE)),
    REFI: AnnotationForm(
        "REFI-QDA project (NVivo, ATLAS.ti, MAXQDA, QualCoder)", (".qdpx", ".qde")
    ),
    BRAT: AnnotationForm("brat standoff", (".ann", ".zip")),
    LABEL_STUDIO: AnnotationForm("Label Studio export", (".json",)),
    DOCCANO: AnnotationForm("doccano export", (".jsonl", ".json", ".zip")),
}

LABELS: tuple[str, ...] = (*(form.label for form in FORMS.values()), OFFICE_TABLE)
