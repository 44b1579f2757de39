"""Whether a step begins by saying what to do, in English, Danish and Swedish; other languages are let be.

There is no parser here, since those that know these languages weigh hundreds of megabytes. Instead, each language has
the few openings by which an instruction goes wrong: a subject ("You should lift", "Your arm goes up"), a passive ("The
arm is lifted", "Armen løftes", "Armen lyfts"), a verb that is none of doing ("Lifting the arm", "At løfte"). A sentence
that opens otherwise is believed, so that what is found is wrong nearly always. PEMAT-P, items 5 (active voice) and 21.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class _Openings(NamedTuple):
    """Patterns for the start of a sentence, lower-case."""

    setting: str  # words that say when or how, behind which the verb may come later
    wrong: tuple[str, ...]


_SUBJECT = r"(?:[\w-]+ ){1,2}"  # one or two words before the verb of a statement

_LANGUAGES = {
    "en": _Openings(
        r"if|when|once|while|before|after|as|until|unless|with|without|for|during|in|on|at|from",
        (
            r"an?|the|this|these|those|that|it|its|you|your|he|she|his|her|we|they|there|to|patients?",
            r"\w*[aeiouy]\w*ing\b[^,]*$",  # "Standing tall, lift ..." goes on with what to do
            r"(?!\w+ (?:what|who|that|which|as|it|you)\b)"
            + _SUBJECT
            + r"(?:is|are|gets?|should|must|needs?|will|has|have)",
        ),
    ),
    "da": _Openings(
        r"hvis|når|mens|indtil|inden|efter|imens|med|uden|ved|i|på|fra|som",
        (
            r"du|din|dit|dine|man|den|det|de|denne|dette|disse|der|en|et|vi|han|hun|at|patient(?:en|er|erne)?",
            r"(?!\w+ (?:der|som|hvad|det|du|hvor|så)\b)" + _SUBJECT + r"(?:er|bliver|skal|bør|må|kan|vil|har)",
            _SUBJECT + r"(?!deres|vores|jeres|fælles)\w{2,}es",
            r"\w*[aeiouyæøå]\w*(?:en|et|ene|erne) \w{2,}r",
        ),
    ),
    "sv": _Openings(
        r"om|när|medan|tills|innan|efter|med|utan|vid|i|på|från|som|även|sen|sedan",
        (
            r"du|din|ditt|dina|man|den|det|de|denna|detta|dessa|en|ett|vi|han|hon|att|patient(?:en|er|erna)?",
            r"(?!\w+ (?:som|vad|det|du|där|så)\b)" + _SUBJECT + r"(?:är|blir|ska|skall|bör|måste|kan|får|har)",
            r"(?:(?:båda|höger|vänster) )?\w*[aeiouyåäö]\w*(?:en|et|rna) (?!\w*länges|längs|tills|oss)\w{3,}s",
            r"\w*[aeiouyåäö]\w*(?:en|et|rna) \w{2,}r",
        ),
    ),
}
_SETTING = {lang: re.compile(rf"(?:{one.setting})\b") for lang, one in _LANGUAGES.items()}
_WRONG = {lang: re.compile(rf"(?:{'|'.join(one.wrong)})(?!\w)") for lang, one in _LANGUAGES.items()}


def opening_that_is_no_order(sentence: str, lang: str) -> str:
    """The words with which a sentence begins that does not say what to do, or nothing."""
    if lang not in _LANGUAGES or _SETTING[lang].match(sentence.lower()):
        return ""
    found = _WRONG[lang].match(sentence.lower())
    return " ".join(sentence[: found.end()].split()[:3]) if found else ""
