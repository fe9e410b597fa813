"""Files in and out: spreadsheets, Word, pasted tables, and the store that keeps uploads.

What comes in is hostile until looked at: its size is counted, its archive is unpacked under a
limit, its content decides its type. What goes out cannot run as a formula or as a page.
"""
