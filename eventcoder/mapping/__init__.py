"""Mappings between the columns of a table format and the record, declared in schemas/mappings/*.mapping.json.

    model.py, load.py    the mapping file as values; check.py says what is wrong with one
    evaluate.py          values -> polars columns; the one engine, for reading and for writing
    converters.py        steps: what a value may go through, by name
    calls.py             functions of several values, by name
    lookups.py           tables of codebooks as dictionaries; country_codes.py the codes of countries on a day
    read.py              batches of text columns -> frames of the record's shape
    write.py             events -> rows of a table; fields.py their fields as columns
    dyads.py             records with several parties -> pairs, and back
    document.py          the tables of docs/formats

Column names, codes and tables stand in the mapping files and in codebooks/ alone. Imports records, ontology, validation
(dialects, dates) and formats.losses; polars is imported while it works.
"""
