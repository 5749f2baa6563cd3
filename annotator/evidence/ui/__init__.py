"""Evidence on a claim."""
