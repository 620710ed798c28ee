"""What follows from a declaration for the ways in: names, proxying, mail protocols, RPC."""
