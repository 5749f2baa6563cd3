"""The articles of a project, and the planning of the work on them."""
