"""What every room stands on: settings, database, clock, errors, ids, paging. No HTTP, no domain."""
