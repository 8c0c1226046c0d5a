"""Terms, delegations, mandates."""
