"""Merging in the window: the list of what would happen, and the decisions that it waits for."""
