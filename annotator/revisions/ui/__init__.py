"""What people see of the versions of an article."""
