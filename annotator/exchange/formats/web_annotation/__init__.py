"""W3C Web Annotations: reader and writer."""
