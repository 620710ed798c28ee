"""Completion for shells: what there is to complete, and a module a shell that writes it down."""
