"""What goes in and comes out of the catalogue; import from the module that holds the schema."""
