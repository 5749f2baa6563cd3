"""Names of confidential people in words that leave the program."""
