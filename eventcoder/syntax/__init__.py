"""The parse of a sentence, with every parser's labels made one. May import errors and provenance values only."""
