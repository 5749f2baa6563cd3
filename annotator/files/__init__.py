"""Files on the disk: read safely, and written whole or not at all."""
