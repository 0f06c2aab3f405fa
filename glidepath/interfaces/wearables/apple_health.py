"""Apple Health's export.xml, read as a stream: one element at a time, whatever the size of the file.

The document type that real exports begin with is read over; a file that declares an entity is refused, so nothing in
it can grow or reach out. Sleep counts only where the record says asleep: time in bed and time awake are no sleep.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import BinaryIO, NoReturn
from xml.parsers import expat
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from glidepath_clinical.quantities import is_plain

from glidepath.interfaces.wearables.days import Days
from glidepath.interfaces.wearables.faults import BadRow, Faults, FileRefused
from glidepath.interfaces.wearables.measures import UnknownUnit, factor_of, rounded
from glidepath.interfaces.wearables.moments import DAY, EPOCH, Moment, in_utc

CHUNK = 1 << 20
DEEPEST = 60
LONGEST_PIECE = 16 << 20  # bytes without one element in them
QUANTITY = "HKQuantityTypeIdentifier"
SLEEP = "HKCategoryTypeIdentifierSleepAnalysis"
ASLEEP = "HKCategoryValueSleepAnalysisAsleep"  # and AsleepCore, AsleepDeep, AsleepREM, AsleepUnspecified
ZONE = "HKTimeZone"
TYPES = {
    f"{QUANTITY}StepCount": "steps",
    f"{QUANTITY}HeartRate": "heart_rate",
    f"{QUANTITY}OxygenSaturation": "oxygen",
    f"{QUANTITY}RespiratoryRate": "breaths",
    f"{QUANTITY}BloodPressureSystolic": "systolic",
    f"{QUANTITY}BloodPressureDiastolic": "diastolic",
    f"{QUANTITY}BodyMass": "weight",
    SLEEP: "sleep",
}
NO_SOURCE = "Apple Health"


@dataclass
class AppleExport:
    """Reads one export into `days`; what it left out stands in `faults` and `unused`."""

    days: Days
    faults: Faults
    unused: Counter[str] = field(default_factory=Counter)
    exported_on: date | None = None
    _open: int = 0
    _pending: tuple[str, dict[str, str], int] | None = None
    _zone: str = ""

    def read(self, stream: BinaryIO, told: Callable[[int], None]) -> None:
        """Read to the end; `told` hears how many bytes are done. Raises FileRefused."""
        parser = self._parser()
        ends: list[str] = []
        parser.EndElementHandler = ends.append  # counted after each chunk: no call into Python for each
        done = quiet = 0
        while chunk := stream.read(CHUNK):
            before = self._begun
            self._feed(parser, chunk, final=False)
            done += len(chunk)
            moved = self._begun != before or bool(ends)
            quiet = 0 if moved else quiet + len(chunk)
            self._open += self._begun - before - len(ends)
            ends.clear()
            if self._open > DEEPEST or quiet > LONGEST_PIECE:
                raise FileRefused("not_apple_health", "This XML is no Apple Health export: it is nested too deeply.")
            told(done)
        self._feed(parser, b"", final=True)
        self._settle()

    def _parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.specified_attributes = True  # a default declared once would be built anew for every element
        parser.EntityDeclHandler = _refuse_entity
        parser.ExternalEntityRefHandler = _refuse_entity
        parser.StartElementHandler = self._start
        self._expat = parser
        self._before = (self.days.since - timedelta(days=2)).isoformat()
        self._begun = 0
        return parser

    def _feed(self, parser: expat.XMLParserType, chunk: bytes, *, final: bool) -> None:
        try:
            parser.Parse(chunk, final)
        except expat.ExpatError as error:
            where = f"line {error.lineno}, column {error.offset}"
            raise FileRefused("broken_xml", f"The XML breaks at {where}. Export it again.", where) from None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._begun += 1
        if name == "Record":
            self._settle()
            kind = attributes.get("type", "")
            if kind in TYPES and self._is_old(attributes.get("endDate", "")):
                self.days.older += 1
            elif kind in TYPES:
                self._pending = (kind, attributes, self._expat.CurrentLineNumber)
            elif len(self.unused) < 500 or kind in self.unused:
                self.unused[kind[:120]] += 1
        elif name == "MetadataEntry":
            if attributes.get("key") == ZONE:
                self._zone = attributes.get("value", "")
        elif name == "ExportDate":
            self.exported_on = _exported_on(attributes.get("value", ""))
        elif self._begun == 1 and name != "HealthData":
            raise FileRefused("not_apple_health", f"This XML begins with {name[:60]}, not with HealthData.")

    def _is_old(self, ended: str) -> bool:
        """Two days before the first day that is kept, whatever the zone: known by the text alone, most of a file is."""
        return ended[:10] < self._before and len(ended) == 25 and ended[4] == "-"

    def _settle(self) -> None:
        """Take in the record that has just ended: what stands inside it (its zone) is known by now."""
        if self._pending is None:
            return
        (kind, attributes, line), self._pending = self._pending, None
        try:
            self._take_in(TYPES[kind], attributes)
        except BadRow as bad:
            self.faults.add(f"line {line}", bad)
        self._zone = ""

    def _take_in(self, measure: str, given: dict[str, str]) -> None:
        source = given.get("sourceName", "").strip() or NO_SOURCE
        start = moment_of(given.get("startDate", ""))
        ended = given.get("endDate", "")
        end = start if ended == given.get("startDate") else moment_of(ended)
        if measure == "sleep":
            if given.get("value", "").startswith(ASLEEP):
                self.days.add_asleep(source, start, self._where_it_was(end))
            return
        self.days.add(measure, source, start, end, _value(measure, given))

    def _where_it_was(self, moment: Moment) -> Moment:
        """The same moment on the calendar of the zone that the record names."""
        zone = _zone_of(self._zone) if self._zone else None
        return Moment(moment.seconds, in_utc(moment.seconds).astimezone(zone).date().toordinal()) if zone else moment


def _refuse_entity(*_given: object) -> NoReturn:
    raise FileRefused("entities", "This XML declares entities. An Apple Health export has none; it was not read.")


def _value(measure: str, given: dict[str, str]) -> Decimal:
    text = given.get("value", "")
    try:
        value = Decimal(text)
        factor = factor_of(measure, given.get("unit", ""))
    except InvalidOperation:
        raise BadRow(f"{text[:40]!r} is no number", "Export it again, or correct the entry in Apple Health.") from None
    except UnknownUnit as unknown:
        raise BadRow(str(unknown), "Choose one of these units in Apple Health and export again.") from None
    if not is_plain(value):
        raise BadRow(f"{text[:40]!r} is no number", "Export it again, or correct the entry in Apple Health.")
    if measure == "oxygen":
        return value * 100  # Apple writes 97 % as 0.97 with the unit %
    return value if factor == 1 else rounded(factor * value.as_integer_ratio()[0] / value.as_integer_ratio()[1])


@lru_cache(256)
def _zone_of(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


_DAYS: dict[str, int] = {}
_OFFSETS: dict[str, int] = {}
MOST_KNOWN = 20_000


def moment_of(text: str) -> Moment:
    """A moment as Apple writes it, "2024-01-01 22:15:00 +0200"; its date is that of its own offset. Raises BadRow."""
    try:
        if len(text) != 25 or text[10] != " " or text[13] != ":" or text[16] != ":" or text[19] != " ":
            raise ValueError
        on = _DAYS.get(text[:10]) or _keep(_DAYS, text[:10], date.fromisoformat(text[:10]).toordinal())
        offset = _OFFSETS.get(text[20:])
        if offset is None:
            offset = _keep(_OFFSETS, text[20:], _offset(text[20:]))
        hour, minute, second = int(text[11:13]), int(text[14:16]), int(text[17:19])
        if hour > 23 or minute > 59 or second > 60:
            raise ValueError
        return Moment((on - EPOCH) * DAY + hour * 3600 + minute * 60 + second - offset, on)
    except ValueError:
        raise BadRow(f"{text[:40]!r} is no moment", "Apple writes 2024-01-01 22:15:00 +0200; export again.") from None


def _offset(text: str) -> int:
    if text[0] not in "+-" or not text[1:].isdigit():
        raise ValueError
    seconds = int(text[1:3]) * 3600 + int(text[3:5]) * 60
    return -seconds if text[0] == "-" else seconds


def _keep(known: dict[str, int], text: str, value: int) -> int:
    if len(known) > MOST_KNOWN:
        known.clear()
    known[text] = value
    return value


def _exported_on(text: str) -> date | None:
    try:
        return date.fromordinal(moment_of(text).on)
    except BadRow:
        return None
