"""Rules, and how they are run: rulebook, match, wording, run."""
