"""The report as a document for Word: real styles, headings, tables and comments."""
