"""What goes wrong again and again is said once, and when it is over: nobody reads a log that repeats itself."""

import logging
from types import TracebackType


class Trouble:
    """`with trouble:` around what is tried again and again. An exception is logged, and the block is left.

    The same one is not logged again until a try has gone well.
    """

    def __init__(self, log: logging.Logger, says: str) -> None:
        self._log, self._says, self._last = log, says, ""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: type | None, why: BaseException | None, _where: TracebackType | None) -> bool:
        if why is not None and not isinstance(why, Exception):
            return False  # told to stop
        met = repr(why) if why else ""
        if why and met != self._last:
            self._log.error("%s; it is tried again", self._says, exc_info=why)
        elif self._last and not why:
            self._log.warning("%s, but now it goes well again", self._says)
        self._last = met
        return True
