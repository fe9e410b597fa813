"""Records of the procedure, their drafts, and what the gates make of them; one module each."""
