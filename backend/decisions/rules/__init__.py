"""What the law and the county ask of the catalogue: pure functions, no I/O, no clock of their own."""
