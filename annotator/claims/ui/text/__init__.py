"""The text of an article, with its highlights."""
