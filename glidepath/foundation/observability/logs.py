"""One JSON object for each line of the log.

Our own events carry only what the code names. Lines of other packages, and tracebacks, may have personal data in
their values (an address with an id, a constraint's "Key (name)=(...)"): of them we keep the template and the places
in the code, and leave the values out.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
from typing import Any

import structlog
from structlog.typing import EventDict, Processor


def configure(level: str | None = None) -> None:
    """Send every log of the process to standard error as JSON, from `level` (GLIDEPATH_LOG_LEVEL, INFO) upward."""
    wanted = (level or os.environ.get("GLIDEPATH_LOG_LEVEL", "INFO")).upper()
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    _attach(_formatter(shared), wanted)


class StandardError(logging.Handler):
    """Writes to whatever standard error is at that moment."""

    def emit(self, record: logging.LogRecord) -> None:
        """One line. A log that cannot be written must not stop the work it tells of."""
        try:
            sys.stderr.write(self.format(record) + "\n")
        except (OSError, ValueError):
            self.handleError(record)


def _attach(formatter: logging.Formatter, level: str) -> None:
    handler = StandardError()
    handler.setFormatter(formatter)
    handler.set_name("glidepath")
    root = logging.getLogger()
    root.handlers = [h for h in root.handlers if h.get_name() != "glidepath"] + [handler]
    root.setLevel(level)
    for chatty in ("django", "uvicorn", "asyncio"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, root.level))


def _formatter(shared: list[Processor]) -> structlog.stdlib.ProcessorFormatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*shared, without_values],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            places_only,
            structlog.processors.JSONRenderer(),
        ],
    )


def without_values(logger: Any, method: str, line: EventDict) -> EventDict:
    """Of another package's line keep the template, not what was filled in."""
    record = line.get("_record")
    if record is not None:
        line["event"] = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
        line.pop("positional_args", None)
    return line


def places_only(logger: Any, method: str, line: EventDict) -> EventDict:
    """Of an exception keep its kind and where it came from, not its words."""
    found = line.pop("exc_info", None)
    error = found if isinstance(found, BaseException) else found[1] if isinstance(found, tuple) else None
    if found is True:
        error = sys.exc_info()[1]
    if error is not None:
        line["error"] = type(error).__name__
        frames = traceback.extract_tb(error.__traceback__)
        line["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-12:]]
    line.pop("stack_info", None)
    return line
