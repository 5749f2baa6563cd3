"""Bringing annotations of other programs in: the preview of what comes, and its choices."""
