"""A folder of Parquet files that many machines make, and that loads into an archive."""
