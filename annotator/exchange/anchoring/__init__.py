"""Places quotes and offsets of other programs in a text."""
