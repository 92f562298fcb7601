"""Read text: its bytes, blocks, lines and white space, links, dates, hashtags and mentions, scripts and languages."""
