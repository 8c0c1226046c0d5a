"""Moving a district: an archive that is read without Changren, and taken in by an empty one (decision 0031)."""
