"""Time: what moment it is, which days are worked, and when something is due."""
