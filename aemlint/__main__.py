"""`python -m aemlint`."""

from aemlint.cli import run

run()
