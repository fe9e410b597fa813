"""What the law and the county ask of the catalogue: pure functions, no I/O, no own clock."""
