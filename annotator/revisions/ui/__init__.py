"""The versions of an article in the window."""
