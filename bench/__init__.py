"""Benchmarks: each figure as a ratio to its limit, taken in the same run on the same server (docs/performance.md).

`python -m bench` makes an installation of its own, fills it, serves it by granian with the project's flags and
asks it from a second process. Limit and subject take turns in short rounds, so that a busy machine hurts both.
"""
