"""Reviews, rulings, comments, and the agreement of checkers."""
