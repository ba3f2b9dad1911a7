"""English as attribution needs it: tokens, word classes, sentences, quotation marks, lexicon."""
