"""What the reading of statements learns from coded reports by counting."""
