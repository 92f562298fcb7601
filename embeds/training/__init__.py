"""Commands that learn the weights and rebuild the data; no other part of embeds imports them."""
