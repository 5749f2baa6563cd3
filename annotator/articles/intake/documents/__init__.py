"""Documents of word processors: their text, the rest of their words, and marks on them."""
