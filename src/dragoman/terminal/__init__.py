"""What a dossier says, set for a terminal."""
