"""What the ledger allows: pure functions."""
