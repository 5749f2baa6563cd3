"""The search over the whole project: a page that stays open beneath the text."""
