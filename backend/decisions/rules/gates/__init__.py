"""What a step of the procedure asks for before it counts as done, gate by gate: pure."""
