"""Room of the figure workshop: the scene of a panel, from its parts to paths from back to front."""
