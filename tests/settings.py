"""The settings of the tests: the site's own, on the engine that DB names."""

from tests import engines

engines.choose()

from changren.site.settings import *  # noqa: E402,F403  (the engine must be chosen first)
from changren.site.settings import DATABASES, VAR  # noqa: E402

if engines.engine() == engines.SQLITE:
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}  # a file, as in earnest: WAL, and threads
