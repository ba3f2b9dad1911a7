"""What news databases export: many articles in one file, told by the marks of the vendor."""
