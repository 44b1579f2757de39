"""Room of the figure workshop: the camera, and what it makes of solids."""
