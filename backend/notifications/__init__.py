"""Messages that leave the house: an outbox written with the act it tells of, and its delivery.

A message is a row with a unique key, written in the caller's transaction; the worker words it and
sends it. It goes out at least once, and never again after the server took it and we wrote it down.
"""
