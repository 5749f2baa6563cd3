"""The acts on new versions of an article, and on the places of claims in them."""
