"""Merges in the window: the list of changes, and the decisions that it waits for."""
