"""The review of colleagues' finds, in the window."""
