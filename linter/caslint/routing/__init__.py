"""Routing: what happens to one client's request, hop by hop, and the document that says so."""
