"""The files of a project on the disk, and the programs that use them."""
