"""The spelling of typed words."""
