"""From paths to topology roots, each once."""
