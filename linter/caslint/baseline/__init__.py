"""Findings that are known, the file that knows them, and what a run leaves of it."""
