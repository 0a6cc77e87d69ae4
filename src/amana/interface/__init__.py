"""What people and programs touch: commands, HTTP, screens.

For an investigator: the program as it is used.
For an engineer: thin adapters over `amana.archive`; no rule of the house is decided here.
"""
