"""Find embeds, captions and credits in HTML by their markers; every other byte of the page stays."""
