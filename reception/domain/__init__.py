"""What is true without a database or a browser: the rules of the reception in pure Python."""
