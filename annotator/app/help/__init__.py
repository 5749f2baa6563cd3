"""Help from inside: the guide, the licences of the program's parts, and the folder of its log."""
