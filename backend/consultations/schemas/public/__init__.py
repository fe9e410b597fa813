"""What programs read of consultations: the exact fields of the API and of the JSON download.

No field names a person: who said something is masked, as on the pages.
"""
