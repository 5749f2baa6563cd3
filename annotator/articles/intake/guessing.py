"""Guessing an encoding from the language that the bytes make sense in."""

from annotator.articles.intake.candidates import CANDIDATES, label, reading
from annotator.articles.intake.library_logging import quieten

# Enough to know a language by; reading all of a long text would take seconds.
_SAMPLE = 200_000


def guess(data: bytes) -> tuple[str, str]:
    """The text and the likeliest of the encodings that read all of ``data``."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to load, rarely needed

    quieten("charset_normalizer")
    readings = {encoding: reading(data, encoding) for encoding in CANDIDATES}
    # Never empty: some encodings have a character for every byte.
    able = [encoding for encoding, outcome in readings.items() if outcome is not None]
    best = from_bytes(_sample(data), cp_isolation=able).best()
    chosen = label(best.encoding) if best else able[0]
    if chosen not in able:
        chosen = able[0]
    # Curly quotes stand in the same places in many encodings: the commonest is meant.
    common = next(encoding for encoding in able if readings[encoding] == readings[chosen])
    return data.decode(common), common


def _sample(data: bytes) -> bytes:
    """The whole lines that fit, from where the first letter beyond ASCII stands."""
    if len(data) <= _SAMPLE:
        return data
    first = next((at for at in range(len(data)) if data[at] > 0x7F), 0)
    start = data.rfind(b"\n", 0, first) + 1
    end = data.rfind(b"\n", start, start + _SAMPLE) + 1
    return data[start : max(end, start + _SAMPLE // 2)]
