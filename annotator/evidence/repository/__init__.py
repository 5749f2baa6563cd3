"""Sources and evidence as rows."""
