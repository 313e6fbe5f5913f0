"""Personal data in texts: what it looks like, and the marks that readers see in its place."""
