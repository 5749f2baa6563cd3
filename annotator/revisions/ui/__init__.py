"""New versions in the window: how they come in, what they changed, and two side by side."""
