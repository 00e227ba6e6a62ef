"""Conditions that data cannot express, one file each, named by the rule."""
