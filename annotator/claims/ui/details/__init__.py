"""The sections of the details of a claim."""
