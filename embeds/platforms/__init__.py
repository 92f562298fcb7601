"""What platforms leave in text, one file each, and what these share."""
