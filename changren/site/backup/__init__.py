"""Backup of the whole installation: made while people work, verified when made, restored once a month for trial."""
