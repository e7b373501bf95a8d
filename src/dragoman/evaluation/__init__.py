"""The scoreboard: figures on gold data, with floors that a change may raise and never lower."""
