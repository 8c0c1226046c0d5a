"""HTTP in, HTML out: pages, acts behind forms, errors, health and figures of the machine."""
