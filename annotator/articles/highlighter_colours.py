"""The colours of highlighters in word processors, by the names that Word's format gives them."""

HIGHLIGHTERS = {
    "yellow": "#ffff00",
    "green": "#00ff00",
    "cyan": "#00ffff",
    "magenta": "#ff00ff",
    "blue": "#0000ff",
    "red": "#ff0000",
    "darkBlue": "#000080",
    "darkCyan": "#008080",
    "darkGreen": "#008000",
    "darkMagenta": "#800080",
    "darkRed": "#800000",
    "darkYellow": "#808000",
    "darkGray": "#808080",
    "lightGray": "#c0c0c0",
    "black": "#000000",
    "white": "#ffffff",
}


def colour_name(code: str) -> str:
    """Return the name of a highlighter's colour; a colour without a name keeps its code.

    Args:
        code: The colour, written ``#rrggbb``.
    """
    name = next((name for name, value in HIGHLIGHTERS.items() if value == code), "")
    words = "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in name)
    return words.replace("gray", "grey") or code
