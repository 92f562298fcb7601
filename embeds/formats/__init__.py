"""Write articles in the formats of others: one file for each, whose functions return plain data."""
