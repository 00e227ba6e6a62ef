"""`python -m aemlint`."""

import os
import sys

if sys.path[:1] == [os.getcwd()]:  # -m puts it there: a project's own re.py would be run in place of Python's
    del sys.path[0]

from aemlint.cli import run

run()
