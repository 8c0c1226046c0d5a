"""The least that a Django view can write: settings for `BENCH_SETTINGS=benchmarks.trivial benchmarks/server.sh`."""

from typing import Any

from changren.site.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.trivial_urls"
MIDDLEWARE: list[Any] = []
