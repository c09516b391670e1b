"""Stands for the host's own HTTP client: a provider of SMS that takes every message and drops a
second one with the same key."""

from dataclasses import dataclass

_seen: set[str] = set()


@dataclass(frozen=True)
class Reply:
    status: int
    id: str = ""
    reason: str = ""


def post(*, to: str, text: str, key: str) -> Reply:
    _seen.add(key)
    if not to or not text:
        return Reply(422, reason="no recipient or no text")
    return Reply(202, id=f"sms-{len(_seen)}")
