"""How often one network address may do one thing, without an address being kept anywhere.

An **allowance** is so many acts in so long; it comes back evenly, so that no hour's end lets twice
as many through. What goes past it is *over*: still taken, but for a person to look at first. Only
past the *utmost* is an act refused. Addresses stand here as keyed hashes that change every day.
"""
