"""Draw what was found: what the card of a record says, and where the records stand in the source."""
