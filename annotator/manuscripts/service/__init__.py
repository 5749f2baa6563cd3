"""What goes into the writer's own file, and what is read from it when it comes back."""
