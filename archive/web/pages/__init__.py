"""The pages, one module a kind: each is a pure function of a connection and what is asked."""
