"""Colours, type and drawing of the window."""
