"""The claims of an article, and the details of a single claim."""
