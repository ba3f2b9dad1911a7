"""A searchable archive of news articles and of the statements in them.

The way of the data, one module or folder per step::

    bytes --read--> Document --parse--> Article --extract--> statements --tag--> topics
                                                    |
               people known so far, vocabulary -----+         pipeline.analyse(): pure
                                                    v
                            store: one transaction a batch holds rows, search index, progress
                                                    v
            query text --query--> tree --store--> rows --render--> table, JSON Lines, CSV
                                                    |
                                                    +---web---> pages for a browser

Imports point down only (``lint-imports`` checks it, inside ``extract`` and ``store`` too)::

    cli  >  web | dataset  >  ingest  >  pipeline | store | render  >  entities
         >  read | parse | extract | query | corpus  >  vocabulary  >  records  >  text | errors

SQLAlchemy lives in ``store`` alone and click in ``cli`` alone. Analysis needs no database: the
same document, vocabulary and people always give the same article.
"""

__version__ = "0.1.0"
