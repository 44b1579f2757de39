"""Shows all layouts on one sheet of paper, as they come out of the printer and are folded or cut."""
