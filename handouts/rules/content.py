"""Rules for content: what is said, by whom, on which grounds, and how plainly."""

from __future__ import annotations

from handouts.rules.rule import Rule

_HOUSE = "house rule"
_PIF = "PIF TICK criteria; NHS information standard"
_CERT = "CERT (Slade 2016)"
_TIDIER = "TIDieR (Hoffmann 2014)"

FILES = (
    Rule("file-form", "error", "A file is plain YAML that every program reads in the same way.", _HOUSE,
         "Change the line as the message says; put doubtful words in quotes."),
    Rule("file-place", "error", "A file can be read, lies inside its folder, and its name tells what it is.", _HOUSE,
         "Move or rename it as in the built-in library; copy what a link leads to."),
    Rule("content-form", "error", "A file has the keys and values of its kind, and no others.", _HOUSE,
         "`handouts schema KIND` prints the format."),
    Rule("reference-dead", "error", "Every name of an exercise, question, picture or file leads somewhere.", _HOUSE,
         "Correct the name, or add what it names."),
    Rule("words-match", "error", "Words tell of what the facts name: nothing more, nothing less.", _HOUSE,
         "Add the missing words, or take out those that belong to nothing."),
    Rule("listed-once", "error", "Nothing is listed twice.", _HOUSE, "Take one of them out."),
    Rule("name-unique", "error", "A name means one sheet or exercise.", _HOUSE, "Rename one of the folders."),
    Rule("check-comment", "error", "A comment that silences a rule names it and says why.", _HOUSE,
         "Write: # check: RULE: REASON. Errors cannot be silenced: the sheet is not built with them."),
    Rule("check-unused", "warning", "A comment that silences a rule stands above what breaks it.", _HOUSE,
         "Take the comment out, or move it right above the line that the finding names."),
)  # fmt: skip

ABOUT = (
    Rule("about-title", "error", "It has a title.", _PIF, "Write `title` in the words."),
    Rule("about-purpose", "error", "One sentence says what it is for.", _PIF, "Write `purpose` in the words."),
    Rule("about-audience", "error", "It says for whom it is.", _PIF, "Write `audience` in the words."),
    Rule("about-author", "error", "It names its author.", _PIF, "Write `author`: name, role."),
    Rule("about-author-role", "warning", "It says what its author is to it.", _PIF,
         "Write `author` as name and role, with a comma between them."),
    Rule("about-version", "error", "It has a version, and its words tell the same one.", _PIF,
         "Read the words against the facts, then write the facts' version into them."),
    Rule("about-code", "error", "It has a code of its own, printed on each page.", _PIF,
         "Write `code`: two to eight capitals or digits that no other sheet has."),
    Rule("about-dates", "error", "It says when it was published and by when it is reviewed.", _PIF,
         "Write `published` and a later `review_by`."),
    Rule("about-expired", "error", "It is not past its review date.", _PIF,
         "Have it reviewed, then set a new `review_by`; `build --allow-expired` prints that it is expired."),
    Rule("about-licence", "error", "Each picture of somebody's own says who made it and how it may be used.",
         "CC BY 4.0, 3(a); copyright law", "Write `credit` and `licence` beside its `file`."),
    Rule("about-sources", "error", "What it rests on is in the bibliography.", _PIF, "Add the source to sources.yaml."),
    Rule("about-sources-unused", "warning", "Every source in the bibliography is cited.", _PIF,
         "Cite it, or remove it."),
    Rule("about-approval", "warning", "The clinic's approval is not past its review date.", _PIF,
         "Have the sheets approved again; until then they say that nobody has approved them."),
    Rule("about-draft", "warning", "Its words are finished; a sheet with words marked as a draft says so.", _PIF,
         "Make them yours, then take out `draft: true`."),
    Rule("about-contact", "warning", "It says whom to ask.", _PIF, "Write `phone` or `contact_line` in clinic.yaml."),
    Rule("about-feedback", "warning", "It says where to send what one thinks of it.", _PIF,
         "Write `feedback_line` in clinic.yaml."),
    Rule("about-formats", "warning", "It says how to get it in large print or another form.",
         "NHS Accessible Information Standard (DCB1605)", "Write `alternative_formats_line` in clinic.yaml."),
)  # fmt: skip

SAFETY = (
    Rule("safety-stop-rule", "error", "Each language has all the stop rules that the English words have.",
         f"{_CERT}, item 11",
         "Write the missing line under `stop_rules`."),
    Rule("safety-start-gently", "error", "The stop rules tell to start gently.", f"{_CERT}, item 11",
         "Write `stop-smooth` under `stop_rules`."),
    Rule("safety-country", "error", "Each country's warning signs say where they come from and when that was checked.",
         "NHS 111 and 999; the country's own health service", "Write `source` and `checked`, and the right `country`."),
    Rule("safety-stale", "warning", "A country's warning signs were checked within two years.", _PIF,
         "Read them against their source, then set `checked`."),
    Rule("safety-words", "error", "Each warning sign, and whom to ask in each country, has words in each language.",
         _HOUSE, "Have somebody who knows the field write them; never a machine."),
    Rule("safety-words-unused", "warning", "Each warning sign with words is listed by a country.", _HOUSE,
         "List it, or take its words out."),
    Rule("safety-not-when", "error", "A routine says for whom it is not.", _PIF,
         "Write `not_when` in the words."),
)  # fmt: skip

EXERCISES = (
    Rule("exercise-position", "error", "An exercise says in which position one starts.", f"{_CERT}, item 8",
         "Write `position`."),
    Rule("exercise-steps", "error", "An exercise has steps.", f"{_CERT}, item 8", "Write `steps`, the start first."),
    Rule("exercise-dose", "error", "An exercise says how much.", f"{_CERT}, item 13",
         "Write `reps`, `hold`, `breaths`, `duration` or `when` under `dose`."),
    Rule("exercise-feel", "error", "An exercise says where one should feel it.", f"{_CERT}, item 8",
         "Write `feel` in the words."),
    Rule("exercise-side", "warning", "An exercise whose steps change sides says so in its dose.", f"{_CERT}, item 13",
         "Write `side: each` (or alternating, both) under `dose`."),
    Rule("exercise-rationale", "warning", "An exercise says what it is good for.", f"{_TIDIER}, item 2",
         "Write `purpose` in the words."),
    Rule("exercise-starting-level", "warning", "An exercise has an easier way to begin with.", f"{_CERT}, item 15",
         "Write `easier` in the words."),
    Rule("exercise-unused", "warning", "An exercise is in a routine.", _HOUSE,
         "Add it to one, or say why not: `stands_alone: REASON`."),
    Rule("education-unused", "warning", "An education block is in a leaflet.", _HOUSE, "Add it to one."),
    Rule("dose-basis", "warning", "A dose rests on a source that surely or probably gives it, or on the house.",
         _PIF, "Give the evidence, or write `house`."),
    Rule("picture-missing", "error", "Each picture is there and can be drawn.", _PIF, "handouts draw --bake NAME"),
    Rule("picture-alt", "error", "Each picture is told in words to those who cannot see it.", "WCAG 2.2, 1.1.1",
         "Write what it shows under `alt`."),
    Rule("picture-step", "warning", "A step refers to each picture that is printed.", "PEMAT-P, item 16",
         "Put {NAME} of the picture into a step."),
    Rule("routine-length", "warning", "A routine has at most four exercises.",
         "adherence falls with their number (Henry 1999)", "Leave some to the clinician: `optional: true`."),
    Rule("routine-positions", "warning", "A routine does not jump between standing, sitting and the floor.", _HOUSE,
         "Put exercises of one position together."),
    Rule("routine-progression", "warning", "A routine says how to go on.", f"{_CERT}, item 7",
         "Write `progression` in the words."),
)  # fmt: skip

LANGUAGE = (
    Rule("language-missing", "warning", "What a folder offers in a language has all its words in it.", _PIF,
         "Write the file, or build with --fallback."),
    Rule("language-none", "error", "Everything has words in some language.", _PIF, "Add en.yaml beside it."),
    Rule("translation-drift", "error", "A translation says what the English words say today.", _PIF,
         "Read it against the English file, then write the digits of the message into `translates`."),
    Rule("phrases-missing", "error", "A language has every phrase around the sheets, with its slots.", _HOUSE,
         "Add the phrase."),
    Rule("phrases-unused", "warning", "A language has no phrase that English does not have.", _HOUSE, "Take it out."),
    Rule("prose-sentence-length", "warning", "A sentence has at most 25 words.", "NHS content guide", "Make two."),
    Rule("prose-step-length", "warning", "A sentence of a step has at most 15 words.", "NHS content guide",
         "Make two."),
    Rule("prose-reading-age", "warning", "English is for readers of 11 years.", "NHS content guide; ARI (Smith 1967)",
         "Shorten sentences and choose shorter words."),
    Rule("prose-lix", "warning", "The readability index LIX is under 35.", "Björnsson 1968",
         "Shorten sentences and choose shorter words."),
    Rule("prose-shares", "warning", "There are no fractions or percentages.", "PEMAT-P, items 6 and 7",
         "Say it in whole numbers, such as 8 of 10 people."),
    Rule("prose-glossary", "warning", "A term of the books stands beside its plain word.", "PEMAT-P, item 4",
         "Say the plain word instead or beside it."),
    Rule("prose-you", "warning", "The reader is you, not the patient.", "PEMAT-P, item 21",
         "Speak to the reader: you, or do this."),
    Rule("prose-arch", "warning", "A back is rounded or hollowed; nobody knows which way it arches.", _HOUSE,
         "Write rounded or hollowed."),
)  # fmt: skip

RULES = (*FILES, *ABOUT, *SAFETY, *EXERCISES, *LANGUAGE)
