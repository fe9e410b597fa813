"""Writes of the room: into the outbox, of addresses that take no mail, of codes that prove one."""
