"""The life of a regulation: drafted, discussed, adopted."""
