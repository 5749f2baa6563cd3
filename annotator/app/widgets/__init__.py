"""Widgets, fields and dialogs that every part of the window shares."""
