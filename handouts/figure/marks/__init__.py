"""Room of the figure workshop: what explains a panel and is laid over it: arrows, signs, lines, insets."""
