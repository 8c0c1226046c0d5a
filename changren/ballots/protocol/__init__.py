"""Belenios, crypto version 1, in plain Python: no Django, no database, nothing else of this house.

Ballots are encrypted under a key that is split among trustees (监票人), added up without being opened, and only the
sum is decrypted. Read in this order: `groups` (arithmetic), `proofs`, `election`, `ballots`, `trustees`, `ceremony`
(the key in parts), `tally`, `archive` (the .bel file), `verifier` (every rule), `board` (an election that is going on).
Source: the Belenios specification, of which docs/ballots.md tells what is used here.
"""
