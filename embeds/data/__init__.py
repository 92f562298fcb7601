"""Data with its sources."""
