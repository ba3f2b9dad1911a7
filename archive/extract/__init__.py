"""Article -> statements: sentences, quotations, cues, statements, speakers, topics."""
