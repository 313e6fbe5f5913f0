"""What the work adds up to: figures and charts."""
