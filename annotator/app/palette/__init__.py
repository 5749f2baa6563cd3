"""The palette: a line to type in, which finds every action, article and claim."""
