"""The same reading and linking for more reports than one process holds: many workers, files of Parquet, questions by DuckDB."""
