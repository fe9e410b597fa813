"""The `huiyin` command: run, web, worker, migrate, demo, staff, doctor.

Nothing of the product is imported before the database has an address: `kernel.database` reads it
once. So commands import what they need where they need it.
"""
