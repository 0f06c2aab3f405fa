"""Print the targets of a Makefile with the words behind `##`. Runs on any Python."""

import re
import sys

TARGET = re.compile(r"^([a-z-]+):[^#]*##\s*(.+)$")


def targets(text):
    """List (name, words) for each target that explains itself, in the order of the file."""
    return [match.groups() for match in map(TARGET.match, text.splitlines()) if match]


if __name__ == "__main__":
    with open(sys.argv[1]) as makefile:  # noqa: PTH123  also runs where pathlib is missing
        found = targets(makefile.read())
    for name, words in found:
        print("  make %-12s %s" % (name, words))  # noqa: UP031  must parse on an old Python
