"""Documents: tables out of files and into files. Pure: bytes in, rows out; rows in, bytes out.

Owns no table of the database and knows nothing of what the rows mean. `reading.read_table` takes CSV and XLSX as
people send them and refuses by name what is none, too big or malicious; `writing` makes XLSX and CSV that Polish
spreadsheets open. Called by any room above; calls core.
"""
