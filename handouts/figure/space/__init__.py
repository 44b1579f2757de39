"""Room of the figure workshop: points, rotations, direction words and the solids everything is made of."""
