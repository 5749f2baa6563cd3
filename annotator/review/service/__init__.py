"""Acts of reviewers, and the agreement of checkers."""
