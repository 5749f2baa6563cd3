"""Small dictionaries as systems have them, and damaged ones."""

from pathlib import Path

WORDS = ("harbour", "harbours", "the", "was", "is", "in", "dredged", "council's", "sentence")
AFFIXES = "SET UTF-8\nTRY esianrtolcdugmphbyfvkwzESIANRTOLCDUGMPHBYFVKWZ\n"


def write_dictionary(
    folder: Path, name: str = "en_GB", words: tuple[str, ...] = WORDS, affixes: str = AFFIXES
) -> Path:
    """Write a dictionary; the path of its list of words."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.aff").write_text(affixes, encoding="utf-8")
    path = folder / f"{name}.dic"
    path.write_text("\n".join([str(len(words)), *words, ""]), encoding="utf-8")
    return path
