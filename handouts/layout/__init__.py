"""Station 4: blocks and a layout template become Frames, finished and positioned, and Frames become Pages."""
