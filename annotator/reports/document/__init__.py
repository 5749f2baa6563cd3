"""The report as headings, paragraphs and tables, for word processors and plain text alike."""
