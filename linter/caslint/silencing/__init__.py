"""Comments that silence findings: read, matched and held to account."""
