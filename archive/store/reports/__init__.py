"""What is read to answer a question: articles, events, phrases, trends, counts."""
