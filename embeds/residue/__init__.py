"""Find what is left of embeds and pictures that never loaded, and what sites print around posts."""
