"""Staff's pages of the catalogue; thin: they read forms, call operations, show what queries return."""
