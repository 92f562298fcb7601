"""Image credits: found by their shape, read by one grammar, with the caption beside them."""
