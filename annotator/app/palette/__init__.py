"""The palette: one line to type in, which finds every action, article and claim."""
