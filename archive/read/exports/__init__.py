"""What news databases export: many articles in one file, recognised by the marks of the vendor."""
