"""Show what was found to a person: in the terminal, as a page, in a local tool, as statistics (extra `show`)."""
