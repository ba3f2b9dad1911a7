"""The archive in a browser: the pages of `archive serve` and `archive site`.

::

    asked        what a page is asked, and what it answers: plain values, no HTTP
    pages/       one module per kind of page: (connection, asked) -> Page, pure
    addresses    where a page lives: on a server, or in a folder of files
    marks        texts cut into marked and unmarked pieces
    charts       numbers -> the places of columns and bars
    templates/   one template a kind of page, and one stylesheet
    rendering    Page -> HTML, JSON, CSV
    limits       how long a question may take
    guard        who may ask: names of hosts, headers, sizes
    editing      corrections made in the browser, for one person on this machine
    application  the pages over HTTP
    server       listening, and what it says about it
    site         the pages as files

Every number and sentence comes from the functions that the commands call; what is SQL stays in
``archive.store``. No page needs a script, and none loads anything from another host.
"""
