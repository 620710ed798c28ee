"""The `html` output: one page for people, whole in itself, that works offline and without scripts."""
