"""Data, each file with its sources."""
