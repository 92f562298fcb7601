"""`python -m embeds` is the command `embeds`."""

import sys

from .cli.main import main

sys.exit(main())
