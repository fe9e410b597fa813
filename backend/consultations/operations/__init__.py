"""What is done to consultations; one verb, one transaction."""
