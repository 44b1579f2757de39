"""Room of the figure workshop: flesh, clothes, hands, feet, head and hair on a skeleton."""
