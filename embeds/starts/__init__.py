"""Where a post's words begin."""
