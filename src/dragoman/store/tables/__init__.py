"""Tables of a dossier, by what they are for; `store.schema` has all of them."""
