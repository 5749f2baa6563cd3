"""Dialogs; each answers with a value."""
