"""The database: the only home of SQLAlchemy and of SQL."""
