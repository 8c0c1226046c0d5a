"""State exploration: random walks of legal and illegal acts, and what must hold after every step.

A walk is made by its seed alone. CHANGREN_SEEDS=1000 walks more of them, CHANGREN_SEED=17 only that one,
CHANGREN_STEPS=200 longer ones; CHANGREN_WALK=file walks the steps in a file, as a failure prints them.
"""
