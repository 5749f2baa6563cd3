"""The search over everything: a page that stays open beneath the text."""
