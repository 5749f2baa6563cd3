"""What a user can do, one module a job, free of Qt."""
