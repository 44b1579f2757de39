"""Which rule a file breaks that leaves a key out: apart from the rules, as each build reads it."""

from __future__ import annotations

OF_FIELDS = {
    "title": "about-title", "purpose": "about-purpose", "audience": "about-audience", "author": "about-author",
    "version": "about-version", "code": "about-code", "published": "about-dates", "review_by": "about-dates",
    "not_when": "safety-not-when", "checked": "safety-country", "stop_rules": "safety-stop-rule",
    "position": "exercise-position", "steps": "exercise-steps", "dose": "exercise-dose", "feel": "exercise-feel",
    "alt": "picture-alt", "translates": "translation-drift", "credit": "about-licence", "licence": "about-licence",
}  # fmt: skip
