"""Files chosen, dropped, opened and shown in the window."""
