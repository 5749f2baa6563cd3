"""The writer's own file: what is written back into it, and what comes home with it."""
