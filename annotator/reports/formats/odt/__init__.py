"""The report as a document for LibreOffice and others: OpenDocument 1.3, written by ourselves."""
