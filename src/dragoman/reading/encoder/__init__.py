"""The trained encoder: word pieces in, label scores and link vectors out."""
