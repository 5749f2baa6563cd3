"""The person at this computer among the people of a project."""
