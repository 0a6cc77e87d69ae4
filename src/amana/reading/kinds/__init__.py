"""What kind of thing bytes are, one module for each family of signs.

For an investigator: how amana tells a picture from a letter, whatever the name of the file says.
For an engineer: pure Python over bounded reads, because it runs outside the sandbox, where no
library may see an original: no recursion, no pattern that goes back, a cap on every loop.
"""
