"""caslint: a static validator for declared Microsoft Exchange organizations."""

__version__ = "0.1.0"
