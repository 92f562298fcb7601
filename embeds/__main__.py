"""`python -m embeds` is the command `embeds`."""

import sys

from .cli import main

sys.exit(main())
