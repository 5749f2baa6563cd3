"""Other programs' annotation files, one module a form: what they say, before it is placed."""
