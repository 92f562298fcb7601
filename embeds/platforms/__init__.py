"""Find what platforms leave in text: a file for each platform, and the files that these share."""
