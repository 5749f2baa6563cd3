"""The audit trail in the window: what was done, by whom, when, and what it changed."""
