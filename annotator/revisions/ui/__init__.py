"""New versions in the window: how they come in, and the review of what they changed."""
