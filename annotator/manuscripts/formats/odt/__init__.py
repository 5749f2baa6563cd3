"""Comments and tracked changes in OpenDocument texts."""
