"""Reports in the window: chosen, looked at, written, printed and copied."""
