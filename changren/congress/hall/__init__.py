"""The live part of this room: its narrow paths, its signed links, its pages (decision 0042)."""
