"""`python -m caslint` is `caslint`."""

import os
import sys
from contextlib import suppress

from caslint.cli import entry

if __name__ == "__main__":
    with suppress(OSError):
        # Python looks for modules in the current folder first, and a checkout may hold a json.py of its own.
        if sys.path[:1] == [os.getcwd()]:
            del sys.path[0]
    entry()
