"""Reads of the catalogue: what anyone may see in `visible`, what staff see in `desk`."""
