"""`python -m caslint` is `caslint`."""

from caslint.cli import entry

if __name__ == "__main__":
    entry()
