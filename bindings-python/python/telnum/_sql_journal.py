"""What journals in a database do, step by step: who runs a statement says what came of it."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Generator
from datetime import datetime, timezone
from typing import Any

from . import _journal_sql as sql
from .common import Attempt, JournalClaim, JournalOutcome, OpenAttempt, PlacedAttempt

# A statement and its values, which are None where it is a script; then the number of rows that were
# changed, and the rows that were found.
Work = Generator[tuple[str, tuple[str | None, ...] | None], Any, Any]


def create(in_postgres: bool) -> Work:
    alone = (sql.ALONE_0, sql.ALONE_1) if in_postgres else ("", "")
    yield f"{alone[0]}{sql.CREATE}{alone[1]}", None


def claim(granted: dict[str, str], attempt: Attempt, at: datetime, in_postgres: bool) -> Work:
    nonce = secrets.token_hex(16)
    claim = sql.CLAIM
    if in_postgres:
        claim = claim.replace("'open')", f"{sql.DURABLY_OPEN})")
    changed, _ = yield claim, (attempt.id, attempt.to_json(), nonce, _time(at))
    if changed > 0:
        granted[attempt.id] = nonce
        return JournalClaim(granted=True)
    _, rows = yield sql.HOLDER, (attempt.id,)
    return JournalClaim(granted=False, order_id=rows[0][0] if rows else None)


def settle(granted: dict[str, str], attempt: Attempt, outcome: JournalOutcome) -> Work:
    nonce = granted.pop(attempt.id, None)
    at = _time(outcome.at)
    if outcome.result == "placed":
        yield sql.PLACED, (attempt.id, attempt.to_json(), at, outcome.order_id)
        return
    yield (
        sql.ENDED,
        (
            "not_placed" if outcome.result == "not_placed" else "open",
            at,
            outcome.cause,
            outcome.text,
            None if outcome.sent_at is None else _time(outcome.sent_at),
            outcome.candidate_order_id,
            attempt.id,
            nonce,
        ),
    )


def opened() -> Work:
    _, rows = yield sql.OPEN, ()
    return [_opened(*row) for row in rows]


def _opened(attempt: str, claimed_at: str, *others: str | None) -> OpenAttempt:
    *rest, attempt_id = others
    named = dict(zip(("sent_at", "cause", "candidate_order_id"), rest, strict=True))
    try:
        read = {**named, "attempt": json.loads(attempt), "claimed_at": claimed_at}
        return OpenAttempt.from_dict(read)
    except Exception as error:
        raise unfit(
            f"The row of `telnum_journal` whose `attempt_id` is `{attempt_id}` cannot be read. "
            "Look at the account for what it bought, then set its `state` to `placed` or "
            "`not_placed`."
        ) from error


def placed() -> Work:
    _, rows = yield sql.PLACED_ATTEMPTS, ()
    return [PlacedAttempt(*row) for row in rows]


def placeholders(
    text: str, values: tuple[str | None, ...] | None, mark: str
) -> tuple[str, list[str | None]] | tuple[str]:
    """A statement with the placeholders that a driver has, and its values in their order."""
    if values is None:
        return (text,)
    given = [values[int(number) - 1] for number in re.findall(r"\$(\d)", text)]
    return re.sub(r"\$\d", mark, text), given


def unfit(text: str) -> Exception:
    """A journal that cannot work."""
    from .errors import ConfigurationError

    return ConfigurationError(text)


def _time(moment: datetime) -> str:
    """With milliseconds always, so that times sort as texts."""
    moment = moment.astimezone(timezone.utc).replace(tzinfo=None)
    return moment.isoformat(timespec="milliseconds") + "Z"
