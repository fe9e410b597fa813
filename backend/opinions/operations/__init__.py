"""What is done to the ledger; one verb, one transaction."""
