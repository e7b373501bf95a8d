"""The vocabularies and lexicons, as data files, and the lookups over them."""
