"""Records in a database, and the questions that are asked of them."""

from dragoman.store.dossier import Dossier, DossierError

__all__ = ["Dossier", "DossierError"]
