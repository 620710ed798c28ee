"""From a text to the events of its YAML, and what to say where there is no way."""
