"""From jobs to files: what was asked for, made into the bytes of a PDF and put where it belongs."""
