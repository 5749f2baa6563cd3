"""A text that changes: new versions of an article, and the places of claims in them."""
