"""Statistics of wording: pure functions over statements, without a database and without output.

::

    words            text -> words as the search index counts them; spelling
    said             a statement as statistics see it: words, speakers, day, article
    association      log-likelihood, log ratio, PMI, logDice: formulas and sources
    uses             who uses a phrase, when, in which share of what they say
    phrase           all that is counted of a phrase, together; a set phrase with its figures
    variants         the forms of a phrase, and the form that another gave way to
    ngrams           repeated word sequences of a small corpus, in plain Python
    sequences        the same of a large one, by sorting in numpy
    set_phrases      sequences -> set phrases: how fixed, folded, new, gone
    keyness          what one side says more than another
    alignment        statements of two sides, paired; the words that differ
    repetition       what a speaker repeats word for word, what is new
    events           articles about the same event; their statements merged
    collocation      the company that a word keeps
    trend            figures by period with their denominators

A *use* of a phrase is a statement that holds it, counted once however often it stands there.
Headlines are the editor's words for what the text says again, so the store leaves them out.
"""
