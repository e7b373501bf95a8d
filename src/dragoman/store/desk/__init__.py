"""What people do with a dossier over days and in a team: review, follow, note, and code samples of it. None of it can be made again."""
