"""Who says it, within one article: each mention becomes somebody of the text, or nobody."""
