"""The one SQLite file: its connection, its schema, the log of its changes, and undo."""
