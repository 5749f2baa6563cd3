"""What can be wrong with a file or text that is to become an article."""

from annotator.kernel.errors.base import AnnotatorError


class IntakeError(AnnotatorError):
    """A file or text that cannot become an article; nothing was changed."""


class EmptyText(IntakeError):
    """Nothing readable is in it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” holds no text, so there is nothing to check.")


class NotText(IntakeError):
    """Bytes that are no text in any encoding, or a kind of file that is not read."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” is not a text, web page or Word document. "
            "Save it as one of these, or copy its text and paste it."
        )


class WrongEncoding(IntakeError):
    """The chosen encoding cannot read these bytes."""

    def __init__(self, name: str, encoding: str) -> None:
        super().__init__(f"“{name}” cannot be read as {encoding}. Choose another encoding.")


class EncryptedFile(IntakeError):
    """A document that asks for a password."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” is protected with a password. "
            "Open it in the program it comes from and save a copy without one."
        )


class DamagedFile(IntakeError):
    """A document that is cut short or broken."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” is cut short or damaged and cannot be read. Ask for it to be sent again."
        )


class TooLarge(IntakeError):
    """More than the program takes in; ``limit`` and ``size`` are in bytes."""

    def __init__(self, name: str, size: int, limit: int) -> None:
        super().__init__(
            f"“{name}” is {size / 1e6:.1f} MB; the largest file this program reads is "
            f"{limit / 1e6:.0f} MB. "
            "Split it, or paste the part to be checked."
        )


class OddPage(IntakeError):
    """A page whose tags stay open in such numbers that it cannot be taken apart in good time."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” is a broken web page and was not read: too many of its tags are never "
            "closed. "
            "Open it in a browser, copy its text, and paste it."
        )


class OddDocument(IntakeError):
    """A document of so many parts, or parts so deep within each other, as nobody writes."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” is too large, or has too many tables inside tables. It was "
            "not read. Split it in Word, or copy its text and paste it."
        )


class FileTooLargeToKeep(IntakeError):
    """A file of more bytes than a project can hold in one piece; none of them was read."""

    def __init__(self, name: str, size: int, limit: int) -> None:
        super().__init__(
            f"“{name}” has {size / 1e9:.2f} GB; a project can hold files of up to "
            f"{limit / 1e9:.0f} "
            "GB. Keep it elsewhere, and say in the evidence where it is."
        )


class UnreadableFile(IntakeError):
    """The system does not let the file be read."""

    can_be_retried = True

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"“{name}” cannot be opened: {reason}.")


class UnusableCharacters(IntakeError):
    """U+0000 or half a character (a lone surrogate), at ``position`` in code points."""

    def __init__(self, position: int) -> None:
        super().__init__(
            f"The text holds a character that does not belong in text (at position {position}). "
            "It may be a picture or a program. Save it as text first."
        )
