"""The spelling of typed words: looked up, underlined, and corrected."""
