"""The pages, one module per kind: each is a pure function of a connection and what is asked."""
