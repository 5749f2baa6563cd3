"""The list of an article's claims."""
