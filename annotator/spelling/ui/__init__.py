"""The spelling of what people write: looked up, underlined, and put right."""
