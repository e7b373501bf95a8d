"""Report and passages to a record. `read.py` is the list of steps in order."""
