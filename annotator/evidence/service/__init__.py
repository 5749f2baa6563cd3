"""Acts on sources, evidence and files."""
