"""Sealed ballots: votes that nobody can open and anybody can recount."""
