"""The session of a window, and its work in the background."""
