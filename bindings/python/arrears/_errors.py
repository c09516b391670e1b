"""Exceptions: what a call of the library that failed has to say. Such a call has changed nothing,
except that run_day and dispatch keep the batches already committed and can be called again."""


class Error(Exception):
    """Something outside went wrong. `retryable`: the same call may succeed later, unchanged."""

    retryable: bool = False


class Invalid(Error, ValueError):
    """An argument or a record breaks a rule; the message says which."""


class NotFound(Error, LookupError):
    """No such case, person, file or line of a pack."""


class AlreadyExists(Error):
    """A key is known with other content."""


class Conflict(Error):
    """A case changed since it was loaded, or a lease is gone; repeat the call."""


class Refused(Error):
    """The engine will not do this: wrong day, closed day, wrong capabilities."""


class Locked(Error):
    """Another writer holds the store."""


class WrongFormat(Error):
    """A store, head or rulebook of an unknown format."""


class Corrupt(Error):
    """Bytes do not decode or do not match their hash."""


class IoError(Error):
    """The operating system said no: full disk, permission, missing file."""


class LimitError(Error, ValueError):
    """A stated limit would be passed."""


class HostError(Error):
    """Code of the host raised or returned an error."""


class RuleError(Error):
    """A rulebook with mistakes; `diagnostics` holds all of them."""

    def __init__(self, diagnostics: list) -> None:
        self.diagnostics = list(diagnostics)
        super().__init__(self.render())

    def render(self, *, language: str = "", color: bool = False) -> str:
        """The text for the author: code, place, line, caret, help."""
        from . import _core

        return _core.render(self.diagnostics, language=language, color=color)
