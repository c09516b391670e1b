"""Arrears: rules and workflow for the collection of overdue receivables.

Values are frozen. Ids are plain strings, dates are datetime.date, instants are aware datetimes,
amounts are Money of str, int or Decimal and never float. A call that fails raises an Error.
"""

import sys as _sys

from . import _core
from ._core import *  # noqa: F401,F403
from ._core import __version__, law, memory, sqlite, zone
from ._errors import (
    AlreadyExists, Conflict, Corrupt, Error, HostError, Invalid, IoError, LimitError, Locked,
    NotFound, Refused, RuleError, WrongFormat,
)

for _module in (law, memory, sqlite, zone):
    _sys.modules[f"{__name__}.{_module.__name__.rpartition('.')[2]}"] = _module


class Channel:
    """The host's wire to the outside world: derive, name it, say what it can, send.

    Called only from Engine.dispatch, outside every transaction, one message at a time. It may
    block or raise; what it raises counts as a retry.
    """

    id: str
    capabilities: _core.Capabilities = _core.Capabilities()

    def send(self, message: _core.Message) -> _core.SendResult:
        raise NotImplementedError


__all__ = [name for name in dir(_core) if not name.startswith("_")] + [
    "AlreadyExists", "Channel", "Conflict", "Corrupt", "Error", "HostError", "Invalid", "IoError",
    "LimitError", "Locked", "NotFound", "Refused", "RuleError", "WrongFormat", "__version__",
]
