"""Claims: their places in the text, their words, and the tags on them."""
