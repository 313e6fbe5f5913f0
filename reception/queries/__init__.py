"""What is read. Every read that a person sees begins with `visible_to(actor)`."""
