"""Station 7: what a reader finds in a finished PDF: words in order, tags, sizes. Pure functions on bytes."""
