"""What became of a capture, as readable sentences for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from amana.archive import Account

OUTCOMES: Mapping[str, str] = {
    "captured": "the page was captured",
    "captured-in-part": "the page was captured; something of it is cut or missing",
    "gone": "the site says that the page is gone",
    "no-such-host": "there is no such host, say the name servers",
    "unreachable": "the site could not be reached",
    "refused-by-site": "the site answered, and did not give the page",
    "failed": "the capture broke off on our side",
}
"""By outcome."""


def sum_up(account: Account) -> str:
    """Return in one clause what became of a page."""
    said = OUTCOMES.get(account.outcome, account.outcome)
    return said + (f" (HTTP status {account.status})" if account.status else "")


def told_of(account: Account) -> Iterator[str]:
    """Yield what is told of a capture, a line each."""
    counted = account.counted
    said = sum_up(account)
    if counted.exchanges:
        said += f": {counted.exchanges} requests, {counted.bytes} bytes"
    yield said + (f", “{account.title}”" if account.title else "")
    if account.shown and len(account.path) > 1:
        yield f"shown in the end: {account.shown}"
    if account.lacking:
        yield f"lacking: {', '.join(account.lacking)}"
    if counted.truncated or counted.unexplained:
        yield (
            f"cut: {counted.truncated}; differences between browser and recording that nothing "
            f"explains: {counted.unexplained}"
        )
