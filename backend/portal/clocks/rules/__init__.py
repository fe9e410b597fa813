"""How pressing a task is, and what becomes one; pure."""
