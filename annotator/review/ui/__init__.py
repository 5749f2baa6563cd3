"""Reviewing what colleagues found, in the window."""
