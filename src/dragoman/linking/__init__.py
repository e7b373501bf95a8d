"""Records to a dossier: which reports are copies, which mentions are one person, which lines tell one event or one agreement."""
