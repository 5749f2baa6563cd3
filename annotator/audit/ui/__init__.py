"""The audit trail in the window: its changes, their people, times and values."""
