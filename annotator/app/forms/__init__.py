"""Forms and cards about a claim."""
