"""Where files come from: a disk or a repository's objects, and how includes walk through them."""
