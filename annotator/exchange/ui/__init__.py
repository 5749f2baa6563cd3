"""The import of other programs' annotations, in the window: its preview and its choices."""
