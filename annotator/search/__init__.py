"""Search over the whole project."""
