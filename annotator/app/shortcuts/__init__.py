"""Which keys stand for which command: defaults, the user's own, and how a key press is read."""
