"""A session with one client: its life cycle, and who answers what."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

from caslint.lsp.capabilities import capabilities, watching
from caslint.lsp.client import Client
from caslint.lsp.desk import Desk
from caslint.lsp.inbox import Inbox
from caslint.lsp.protocol import (
    INTERNAL_ERROR,
    INVALID_REQUEST,
    METHOD_NOT_FOUND,
    NOT_INITIALIZED,
    REQUEST_CANCELLED,
    Object,
    ProtocolError,
    as_object,
    encoded,
    is_id,
)
from caslint.lsp.table import NOTIFICATIONS, REQUESTS
from caslint.lsp.transport import send

_LOG_ERROR = 1
_MUCH = 250_000
"""So many new objects are worth a collector's walk, when there is nothing else to do."""


class Session:
    """Answers a client until it leaves."""

    def __init__(
        self,
        incoming: BinaryIO,
        outgoing: BinaryIO,
        *,
        today: str | None,
        config: str | None,
        debug: bool = False,
    ) -> None:
        self._debug = debug
        self._inbox = Inbox(incoming)
        self._outgoing = outgoing
        self._options: dict[str, str | None] = {"today": today, "config": config}
        self._desk: Desk | None = None
        self._is_shut_down = False
        self._exit_code: int | None = None
        self._last_request = 0

    def run(self) -> int:
        """Serve to the end; the exit code: 0 where the client shut down before it left, else 1."""
        while self._exit_code is None:
            arrived = self._inbox.next(wait=not self.has_work)
            if isinstance(arrived, ProtocolError):
                self._refuse(None, arrived)
            elif arrived is not None:
                self.take(arrived)
            elif self._inbox.has_ended:
                break
            else:
                self.work()
        return self._exit_code if self._exit_code is not None else int(not self._is_shut_down)

    @property
    def has_work(self) -> bool:
        """Whether something is left that can wait."""
        return self._desk is not None and self._desk.has_work

    def work(self) -> None:
        """Do what can wait, while nobody waits."""
        if self._desk is not None:
            self._safely(self._desk.work)
        if gc.get_count()[0] > _MUCH:
            gc.collect()

    def take(self, message: Object) -> None:
        """Do what a message asks for."""
        method, number = message.get("method"), message.get("id")
        if "method" not in message and ("result" in message or "error" in message):
            return  # the answer to a request of ours, of which none matters
        if not isinstance(method, str) or ("id" in message and not is_id(number)):
            self._refuse(
                number if is_id(number) else None, ProtocolError(INVALID_REQUEST, "this is no request")
            )
        elif is_id(number):
            self._answer(number, method, message.get("params"))
        else:
            self._note(method, message.get("params"))

    def _answer(self, number: int | str, method: str, params: object) -> None:
        if self._inbox.is_cancelled(number):
            self._refuse(number, ProtocolError(REQUEST_CANCELLED, "the client has cancelled this request"))
            return
        try:
            result = self._result(method, params)
        except ProtocolError as error:
            self._refuse(number, error)
        except Exception as error:  # noqa: BLE001  a mistake of ours must not end the session
            self._refuse(number, ProtocolError(INTERNAL_ERROR, self._apology(error)))
        else:
            self._send({"id": number, "result": result})

    def _result(self, method: str, params: object) -> object:
        given = as_object(params)
        if method == "initialize":
            return self._initialize(given)
        if self._desk is None:
            raise ProtocolError(NOT_INITIALIZED, "the session begins with initialize")
        if self._is_shut_down:
            raise ProtocolError(INVALID_REQUEST, "the session was shut down, and only exit follows")
        if method == "shutdown":
            self._is_shut_down = True
            return None
        if method not in REQUESTS:
            raise ProtocolError(METHOD_NOT_FOUND, f"there is no method {ascii(method)[1:-1][:80]}")
        return REQUESTS[method](self._desk, given)

    def _initialize(self, params: Object) -> Object:
        if self._desk is not None:
            raise ProtocolError(INVALID_REQUEST, "the session has begun before")
        client = Client(params)
        self._desk = Desk(client, self._tell, today=self._options["today"], config=self._options["config"])
        return capabilities(client)

    def _note(self, method: str, params: object) -> None:
        if method == "exit":
            self._exit_code = int(not self._is_shut_down)
        elif method == "initialized" and self._desk is not None and self._desk.client.can_watch:
            self._ask("client/registerCapability", watching())
        elif method in NOTIFICATIONS and self._desk is not None and not self._is_shut_down:
            desk = self._desk
            self._safely(lambda: NOTIFICATIONS[method](desk, as_object(params)))

    def _safely(self, do: Callable[[], None]) -> None:
        """Do something for which nobody waits: what goes wrong is logged at the client."""
        try:
            do()
        except ProtocolError as error:
            self._tell("window/logMessage", {"type": _LOG_ERROR, "message": f"caslint: {error}"})
        except Exception as error:  # noqa: BLE001  a mistake of ours must not end the session
            self._tell(
                "window/logMessage", {"type": _LOG_ERROR, "message": f"caslint: {self._apology(error)}"}
            )

    def _apology(self, error: Exception) -> str:
        if self._debug:
            import traceback

            traceback.print_exception(error)
        return apology(error)

    def _tell(self, method: str, params: Object) -> None:
        self._send({"method": method, "params": params})

    def _ask(self, method: str, params: Object) -> None:
        self._last_request += 1
        self._send({"id": f"caslint-{self._last_request}", "method": method, "params": params})

    def _refuse(self, number: int | str | None, error: ProtocolError) -> None:
        self._send({"id": number, "error": {"code": error.code, "message": str(error)}})

    def _send(self, message: Mapping[str, Any]) -> None:
        try:
            send(self._outgoing, encoded(dict(message)))
        except (OSError, ValueError):  # whoever listened is gone
            self._exit_code = 1


def apology(error: Exception) -> str:
    """What to say of a mistake in caslint: its kind and place, no traceback."""
    where = ""
    step = error.__traceback__
    while step is not None:
        where = f"{step.tb_frame.f_globals.get('__name__', '?')}:{step.tb_lineno}"
        step = step.tb_next
    return f"internal error: {type(error).__name__} in {where}; please report it with what you did"
