"""Help from inside: the guide, what the program is made of, and where its log is."""
