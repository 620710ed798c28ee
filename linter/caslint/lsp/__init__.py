"""The language server: what `caslint check` finds, in an editor, while a declaration is written."""
