"""Do work in several processes and get its results in order; hold back signals where they would break something."""
