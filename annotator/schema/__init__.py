"""The tables of a project and the kinds of their values, declared once."""
