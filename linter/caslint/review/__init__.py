"""What a change, or a server that is down, does to findings and to clients' routes."""
