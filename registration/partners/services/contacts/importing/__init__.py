"""Contacts out of a file: staged, its columns told, a dry run, all of it or nothing, and the file is erased.

`staging` moves a file from state to state; `meanings` and `cells` say what columns and cells mean; `institutions` finds
where a post is; `matching` recognises who is here already; `planning` says what would be done, and `applying` does it.
"""
