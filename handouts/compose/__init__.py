"""Station 3: a routine, a language, a clinic and a patient become a Document of semantic blocks without geometry."""
