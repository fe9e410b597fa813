"""Staff's pages of the catalogue: they read forms, call operations, show what queries say."""
