"""Station 6: finished pages become print jobs: imposed on sheets, packed for one run, handed to the printer."""
