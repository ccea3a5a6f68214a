"""Personal data out of a customer's words, before anybody sees, stores or logs them.

`Masker(names).mask(text)` puts one neutral block wherever something personal stood: who, where, which number. The block
is always the same, so that its length tells nothing. What is not personal stays byte for byte.

Looked for by form and check digit (`numbers`, `marks`, `streets`) and by name lists and context (`people`). Names can't
all be known: what is masked still needs a person's yes before it is hung on a wall.
"""

from dashboard.voice.masking.masker import BLOCK, LIMIT, Masker
from dashboard.voice.masking.people import Names
from dashboard.voice.masking.spans import Span

__all__ = ["BLOCK", "LIMIT", "Masker", "Names", "Span"]
