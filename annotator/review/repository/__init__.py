"""Reviews, rulings and comments as rows."""
