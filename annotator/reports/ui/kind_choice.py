"""Whom a report is for, as the user chose it, and as a form has it while that is chosen."""

from annotator.app.widgets.fields import ChoiceBox
from annotator.appearance import label
from annotator.reports.choices import ReportKind
from annotator.reports.service.formats import Format
from annotator.reports.ui.form_rows import explain

_WHOLE = "This format always includes the whole project."


class KindChoice(ChoiceBox):
    """A box of kinds; a form that has only one holds it there, and gives the other one back."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Kind of report")
        for kind in ReportKind:
            self.addItem(label(kind), kind.value)
        self._own: int | None = None

    @property
    def asked(self) -> ReportKind:
        """The kind that the box says."""
        return ReportKind(self.currentData())

    @property
    def own(self) -> ReportKind:
        """The kind that the user chose, whatever the form makes of it."""
        return self.asked if self._own is None else ReportKind(self.itemData(self._own))

    def serve(self, form: Format) -> None:
        """Offer what this form can have, and say why where that is nothing else."""
        own, self._own = self._own, None
        if form.only is not None:
            self._own = self.currentIndex() if own is None else own
        self.setDisabled(form.only is not None or form.write_project is not None)
        explain(self, _locked_by(form))
        index = self.findData(form.only) if form.only is not None else own
        if index is not None:
            self.setCurrentIndex(index)


def _locked_by(form: Format) -> str:
    if form.write_project is not None:
        return _WHOLE
    return f"{form.label} is always {label(form.only).lower()}." if form.only is not None else ""
