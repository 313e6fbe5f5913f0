"""What happens: one function a use case, named as the user would say it. These are the only writers of the database."""
