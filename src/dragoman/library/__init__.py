"""dragoman called from other programs: readers, dossiers as tables, and what notebooks and pipelines show of them."""
