"""What the client has sent and nobody has looked at yet.

A thread reads, because no other way tells on every system whether more has
arrived: so a keystroke that another one follows is not linted for, and a request
that was cancelled before its turn is not worked on.
"""

from __future__ import annotations

from collections import deque
from queue import Empty, SimpleQueue
from threading import Thread
from typing import BinaryIO

from caslint.lsp.protocol import INVALID_REQUEST, Object, ProtocolError, decoded, is_id, maybe
from caslint.lsp.transport import Garbled, Reader

CANCEL = "$/cancelRequest"

Arrived = Object | ProtocolError
"""A message, or why what arrived is none."""


class Inbox:
    """The messages of a stream, in their order."""

    def __init__(self, stream: BinaryIO) -> None:
        self._reader = Reader(stream)
        self._bodies: SimpleQueue[bytes | Garbled | None] = SimpleQueue()
        self._arrived: deque[Arrived] = deque()
        self._cancelled: set[int | str] = set()
        self.has_ended = False
        Thread(target=self._listen, name="caslint lsp input", daemon=True).start()

    def next(self, *, wait: bool) -> Arrived | None:
        """The next message; None where there is none, or, if waited for, will be none."""
        while not self.has_ended and self._take(wait=wait and not self._arrived):
            pass
        return self._arrived.popleft() if self._arrived else None

    def is_cancelled(self, number: int | str) -> bool:
        """Whether the client has taken a request back; asked once a request."""
        if number not in self._cancelled:
            return False
        self._cancelled.discard(number)
        return True

    def _listen(self) -> None:
        try:
            while (found := self._reader.receive()) is not None:
                self._bodies.put(found)
        except (OSError, ValueError):  # the stream was closed under us
            pass
        finally:
            self._bodies.put(None)

    def _take(self, *, wait: bool) -> bool:
        """Move a message from the thread's queue to ours; whether there was one."""
        try:
            body = self._bodies.get(block=wait)
        except Empty:
            return False
        if body is None:
            self.has_ended = True
        elif isinstance(body, Garbled):
            self._arrived.append(ProtocolError(INVALID_REQUEST, body.reason))
        else:
            self._keep(body)
        return body is not None

    def _keep(self, body: bytes) -> None:
        try:
            message = decoded(body)
        except ProtocolError as error:
            self._arrived.append(error)
            return
        if message.get("method") == CANCEL:
            self._cancel(maybe(message, "params", "id"))
        else:
            self._arrived.append(message)

    def _cancel(self, number: object) -> None:
        waiting = [one.get("id") for one in self._arrived if isinstance(one, dict) and "method" in one]
        if is_id(number) and number in waiting:
            self._cancelled.add(number)
