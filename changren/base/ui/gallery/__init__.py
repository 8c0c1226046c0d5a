"""The page of all controls, and what it shows in them."""
