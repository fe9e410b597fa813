"""The morning letter: one summary a working day to staff who have something to do, and no other.

It is written once a day, at eight, for everybody in one transaction, and the journal keeps that it
was. A worker that stood still at eight writes it when it is back, until the evening; a day nobody
wrote it is not made up for: the next letter says what is to be done then.
"""
