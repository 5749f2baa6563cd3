"""The whole project as JSON."""
