"""Room of the figure workshop: things to sit on, lie on, lean on and hold."""
