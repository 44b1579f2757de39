"""Rules: what `handouts check` holds content, layouts and finished files to, each with its level, source and fix."""
