"""Other programs' annotation files, a module a form: read before they are placed, and written."""
