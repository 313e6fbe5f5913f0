"""Reception: a city library's virtual public reception between citizens and local authorities."""

__version__ = "0.1.0"
