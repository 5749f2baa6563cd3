"""Reports in the window: chosen, looked at, written, printed and copied; and the PDF form."""
