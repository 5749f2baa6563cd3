"""Lists of rows, and the words in them."""
