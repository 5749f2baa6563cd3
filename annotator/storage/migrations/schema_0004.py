"""The statements of the fourth migration; never edited once released, only followed by others."""

FILE_STATE = (
    """CREATE TABLE file_state (id INTEGER PRIMARY KEY CHECK (id = 1), token TEXT NOT NULL,
        previous TEXT NOT NULL) STRICT""",
)
"""The row that ties a file and its write-ahead log together; the change log leaves it out."""
