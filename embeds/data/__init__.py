"""Hold the data files, each with its sources, and load them."""
