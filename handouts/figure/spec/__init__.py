"""Room of the figure workshop: what figure.yaml, poses and people may say."""
