"""Data with its sources, and the code that makes it anew."""
