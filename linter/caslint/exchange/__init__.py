"""What Microsoft documents, as data: versions, protocols, defaults, and the documents themselves."""
