"""Who said what: cues, sources and contents, found by syntax and quotation marks, and made into statements."""
