"""The SQLite file of a project: its connection, its schema, the log of its changes, and undo."""
