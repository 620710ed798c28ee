"""From Exchange's own exports to a topology file."""
