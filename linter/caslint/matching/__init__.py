"""Patterns for names and paths, as gitignore writes them."""
