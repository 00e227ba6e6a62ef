"""Documents as an AEM project, in AEM's own words. Reads no file."""
