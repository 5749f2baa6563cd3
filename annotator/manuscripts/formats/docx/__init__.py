"""The writer's own Word document, with comments and tracked changes written into it."""
