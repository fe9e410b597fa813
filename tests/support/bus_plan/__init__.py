"""The bus plan of the demo county, C1, told anew through the interface by the people who would."""
