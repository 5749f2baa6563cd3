"""Reports as other programs read them, one module a form: annotations of words, not documents."""
