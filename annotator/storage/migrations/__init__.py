"""The schema of a project file, migration by migration."""
