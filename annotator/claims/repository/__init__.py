"""Claims, highlights and tags as rows."""
