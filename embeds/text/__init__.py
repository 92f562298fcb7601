"""Read text: its bytes, blocks and lines, links, dates, hashtags and mentions, scripts and languages."""
