"""The windows on the writer's own file."""
