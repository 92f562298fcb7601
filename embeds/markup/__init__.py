"""HTML: embeds, captions and credits, found by their markers; every other byte of the page stays."""
