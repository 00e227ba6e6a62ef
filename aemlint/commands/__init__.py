"""One module for each command; `run(options)` gives the exit code."""
