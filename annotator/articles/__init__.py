"""Articles: their versions, their texts, and how they come into a project."""
