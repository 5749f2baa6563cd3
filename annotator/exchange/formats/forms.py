"""The forms of annotations that are read: what each is called, and how its files' names end."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """A form's name for people, and the endings of its files' names."""

    label: str
    suffixes: tuple[str, ...]


WEB, HYPOTHESIS, TABLE, REFI = "web-annotation", "hypothesis", "table", "refi-qda"
BRAT, LABEL_STUDIO, DOCCANO = "brat", "label-studio", "doccano"

FORMS: dict[str, Form] = {
    WEB: Form("W3C Web Annotation", (".jsonld", ".json")),
    HYPOTHESIS: Form("Hypothesis export", (".json", ".jsonl")),
    TABLE: Form("Table of quotes (CSV)", (".csv", ".tsv", ".txt")),
    REFI: Form("REFI-QDA project (NVivo, ATLAS.ti, MAXQDA, QualCoder)", (".qdpx", ".qde")),
    BRAT: Form("brat standoff", (".ann", ".zip")),
    LABEL_STUDIO: Form("Label Studio export", (".json",)),
    DOCCANO: Form("doccano export", (".jsonl", ".json")),
}

LABELS: tuple[str, ...] = tuple(form.label for form in FORMS.values())
