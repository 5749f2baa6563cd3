"""Numbers of things in words, where one thing is spoken of otherwise than several."""


def count_of(number: int, one: str, many: str = "") -> str:
    """Return a number with what is counted, as “1 claim” and “2,000 claims”."""
    return f"{number:,} {form_for(number, one, many or f'{one}s')}"


def form_for(number: int, one: str, many: str) -> str:
    """Return the singular for the number 1, and the plural for every other."""
    return one if number == 1 else many


def size_of(number: int) -> str:
    """Return a number of bytes as people say it, as “1 byte”, “12 kB” and “3.4 MB”."""
    if number < 1000:
        return count_of(number, "byte")
    return f"{number / 1e3:.0f} kB" if number < 1e6 else f"{number / 1e6:.1f} MB"
