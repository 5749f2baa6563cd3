"""A project as a document."""
