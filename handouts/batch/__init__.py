"""Many personal sheets in one run: workers, a journal to go on from, a manifest of what was made."""
