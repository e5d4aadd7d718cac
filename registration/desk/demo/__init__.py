"""The demo: the record of the founding training, and made-up organisations, events and a forum to try.

Owns no table. `loading.load` fills an empty database through the packages' services, in one transaction (a mail that
a server refuses takes one more); a second start finds it filled and changes nothing. Facts stand in facts.toml,
made-up texts in the other .toml files, which say "(przykład)" in every name. Called by `flask demo load`; nobody else
needs it.
"""
