"""The files of a project on the disk, and who else uses them."""
