"""Functions that take any bytes and must never raise, for a fuzzer that looks for bytes with which they do."""
