"""What is said, and from where to where: cues, their clauses, content and sources."""
