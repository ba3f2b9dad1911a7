"""One file a command: it parses options, calls one function, renders."""
