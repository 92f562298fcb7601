"""Find embeds, captions and credits in HTML by their markers or their words; every other byte of the page stays."""
