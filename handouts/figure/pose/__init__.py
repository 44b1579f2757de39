"""Room of the figure workshop: a pose becomes a skeleton that reaches, rests on things and knows its limits."""
