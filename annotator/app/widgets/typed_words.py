"""The words that somebody typed into a form and that are kept nowhere yet."""

from collections.abc import Iterator

from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QPlainTextEdit, QWidget

from annotator.app.widgets.fields import FilterLine

Field = QLineEdit | QPlainTextEdit


class TypedWords:
    """Tells whether the fields of a form hold words that were typed since it was filled.

    Words that the program put into a field, and those that narrow down a list, do not count.
    """

    def __init__(self, form: QWidget) -> None:
        self._form = form
        self._before: dict[int, str] = {}

    def begin(self) -> None:
        """Take what stands in the fields for words that are kept elsewhere."""
        self._before = {id(field): _words(field) for field in _fields(self._form)}

    @property
    def are_there(self) -> bool:
        """Whether words would be lost if the form went away."""
        return any(
            _is_typed_in(field) and _words(field) not in ("", self._before.get(id(field), ""))
            for field in _fields(self._form)
        )


def _fields(form: QWidget) -> Iterator[Field]:
    """The fields of a form, and not those of a window that stands over it."""
    for field in form.findChildren(QWidget):
        if not isinstance(field, Field) or isinstance(field, FilterLine) or field.isReadOnly():
            continue
        if field.window() is form.window() and not isinstance(
            field.parentWidget(), QAbstractSpinBox
        ):
            yield field


def _words(field: Field) -> str:
    text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
    return text.strip()


def _is_typed_in(field: Field) -> bool:
    """Whether a person changed the words: what the program puts there is not modified to Qt."""
    return field.isModified() if isinstance(field, QLineEdit) else field.document().isModified()
