"""`python -m caslint` is `caslint`."""

import sys

from caslint.cli import main

if __name__ == "__main__":
    sys.exit(main())
