"""The user's settings: where they stand, what they may say, which rules they select."""
