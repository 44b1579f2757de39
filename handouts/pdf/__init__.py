"""Station 5: Pages become the bytes of a tagged PDF (PDF/UA-1 and PDF/A-2a), the same bytes every time."""
