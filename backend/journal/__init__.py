"""The journal (工作日志): every public act of the county, one entry, written once, never changed.

An entry is inserted in the transaction of the act itself. The database refuses UPDATE, DELETE
and TRUNCATE; a wrong entry is put right by another entry. `is_public` entries stand at
`/journal`; the others are for the auditor.
"""
