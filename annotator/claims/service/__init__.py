"""Acts on claims, and questions about them."""
