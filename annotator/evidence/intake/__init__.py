"""Files that evidence is read from."""
