"""The JSON Schemas, as data; the editable install needs this file to find them."""
