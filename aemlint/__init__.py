"""Finds mistakes in the mail configuration of an AEM project, from its files alone."""

__version__ = "0.1.0"
