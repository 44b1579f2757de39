"""Room of the figure workshop: muscles and bones as data, for tints and for charts."""
