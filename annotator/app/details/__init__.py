"""The pane of claims, put together from every feature."""
