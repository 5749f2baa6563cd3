"""The marks that tell a project file from other files, known before sqlite-utils is loaded."""

APPLICATION_ID = 0x46435450
"""“FCTP”, at offset 68 of the file: tells a project from any other SQLite file."""

INDEXED = ("texts", "articles", "claims", "notes", "sources")
"""The tables whose words are in an index for the search."""

MAGIC = b"SQLite format 3\x00"
"""The first bytes of every database."""

SIDES = ("-wal", "-shm", "-journal")
"""Ends of the names of the files that SQLite keeps beside its own."""
