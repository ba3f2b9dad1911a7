"""A batch of analysed documents -> rows, all of it in one transaction."""
