"""The files in which two versions are compared."""
