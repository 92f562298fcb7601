"""Commands that learn weights and make data anew; imported by nobody."""
