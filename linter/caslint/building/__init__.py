"""From a tree to the model: strict, and silent about what it refuses."""
