"""Claims: where they stand, what they say, and the tags on them."""
