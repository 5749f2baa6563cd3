"""People in the window."""
