"""The page that shows how far checkers agree."""
