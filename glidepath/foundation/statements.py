"""Reads and inserts of the busiest path with their SQL built once: the ORM writes it anew at every call.

What is asked and stored is still said with models, and values pass through the fields' own conversions, on every
database. Building the SQL of one small read takes the ORM longer than the database takes to answer it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.fields import Field

Column = Callable[[Sequence[Any]], Sequence[Any]]
# What stands for the nth value that is not known yet. Whole numbers fit into the smallest column.
PLACES: Final[Mapping[type, Callable[[int], Any]]] = {
    int: lambda n: 32_000 + n,
    date: lambda n: date(1872, 3, 5) + timedelta(days=n),
    datetime: lambda n: datetime(1872, 3, 5, 7, 11, 13, tzinfo=UTC) + timedelta(days=n),
    UUID: lambda n: UUID(int=0x6C1D_E9A7_4000_8000_0000_0000_0000_0000 + n),
}


@dataclass(frozen=True)
class _Compiled:
    """SQL, its values (a name where one is filled in at each call) and how columns become values."""

    sql: str
    values: tuple[Any, ...]
    names: Mapping[int, str]
    converters: Mapping[int, Column]


@dataclass
class Question:
    """One read, built at its first use: `Question(lambda patient, since: Model.objects..., patient=int, since=date)`.

    The queryset names its columns with `values_list`. Each value is a whole number, a date, a moment or a UUID.
    """

    build: Callable[..., models.QuerySet[Any, Any]]
    kinds: Mapping[str, type]
    _compiled: dict[str, _Compiled] = field(default_factory=dict)

    def __init__(self, build: Callable[..., models.QuerySet[Any, Any]], **kinds: type) -> None:
        self.build, self.kinds, self._compiled = build, kinds, {}

    def ask(self, **given: Any) -> list[Sequence[Any]]:
        """The rows, as tuples or lists of converted values."""
        database = connections[DEFAULT_DB_ALIAS]
        found = self._compiled.get(database.vendor) or self._compile()
        ready = {name: _adapted(kind, given[name], database) for name, kind in self.kinds.items()}
        values = list(found.values)
        for place, name in found.names.items():
            values[place] = ready[name]
        with database.cursor() as cursor:
            cursor.execute(found.sql, values)
            rows = cursor.fetchall()
        return _converted(rows, found.converters) if found.converters else rows

    def _places(self, first: int) -> dict[str, Any]:
        return {name: PLACES[kind](first + n) for n, (name, kind) in enumerate(self.kinds.items())}

    def _compile(self) -> _Compiled:
        places, others = self._places(0), self._places(len(self.kinds))
        compiler = self.build(**places).query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        _, again = self.build(**others).query.get_compiler(connection=connection).as_sql()
        wanted = {_key(_adapted(kind, places[name], connection)): name for name, kind in self.kinds.items()}
        # What is the same both times belongs to the query itself, whatever it looks like.
        changed = [n for n, pair in enumerate(zip(values, again, strict=True)) if pair[0] != pair[1]]
        names = {n: wanted[_key(values[n])] for n in changed}
        if lost := self.kinds.keys() - set(names.values()):
            raise LookupError(f"the SQL of this question has no place for {', '.join(sorted(lost))}")
        columns = [column[0] for column in compiler.select[: compiler.col_count]]
        converters = {place: _column(*how) for place, how in compiler.get_converters(columns).items()}
        found = _Compiled(sql, tuple(values), names, converters)
        self._compiled[connection.vendor] = found
        return found


def _key(value: Any) -> tuple[type, Any]:
    """A value told apart by its kind: a driver may have wrapped a whole number in a type of its own."""
    return next(one for one in (int, str, datetime, date, UUID) if isinstance(value, one)), value


def _adapted(kind: type, value: Any, database: Any) -> Any:
    if kind is date:
        return database.ops.adapt_datefield_value(value)
    if kind is UUID:
        return value if database.features.has_native_uuid_field else value.hex
    return database.ops.adapt_datetimefield_value(value) if kind is datetime else value


def _converted(rows: Sequence[Sequence[Any]], converters: Mapping[int, Column]) -> list[Sequence[Any]]:
    """Each column that needs it, through its field's converters."""
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    for place, convert in (converters if columns else {}).items():
        columns[place] = convert(columns[place])
    return list(zip(*columns, strict=True))


def _column(convert: Sequence[Any], expression: Any) -> Column:
    """What makes a column's values of what the driver gives; what is NULL is None. The two that come most often are
    read without the detours by which Django reaches the same values."""
    kind = expression.output_field
    if isinstance(kind, models.JSONField) and kind.decoder is None and convert == [kind.from_db_value]:
        return _json
    if connection.vendor == "sqlite" and isinstance(kind, models.DateTimeField) and connection.timezone is UTC:
        return _moments

    def one_by_one(values: Sequence[Any]) -> Sequence[Any]:
        for one in convert:
            values = [None if value is None else one(value, expression, connection) for value in values]
        return values

    return one_by_one


def _json(texts: Sequence[str | None]) -> Sequence[Any]:
    """All values of a column in one go."""
    known = iter(json.loads(f"[{','.join(text for text in texts if text is not None)}]"))
    return [None if text is None else next(known) for text in texts]


def _moments(values: Sequence[Any]) -> Sequence[datetime | None]:
    """SQLite keeps a moment as text, in UTC; its driver has read it already where it knows the column."""
    return [None if one is None else _moment(one).replace(tzinfo=UTC) for one in values]


def _moment(value: datetime | str) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def insert(*rows: models.Model) -> None:
    """Store new rows of one table in one statement; a single row learns its key.

    As `Model.save(force_insert=True)` without signals, for tables whose key the database counts.
    """
    database = connections[DEFAULT_DB_ALIAS]
    sql, fields = _insertion(type(rows[0]), len(rows), database.vendor)
    values = [one.get_db_prep_save(one.pre_save(row, True), database) for row in rows for one in fields]
    with database.cursor() as cursor:
        cursor.execute(sql, values)
        if len(rows) == 1:
            rows[0].pk = cursor.fetchone()[0]
    for row in rows:
        row._state.adding, row._state.db = False, database.alias


@cache
def _insertion(model: type[models.Model], number: int, vendor: str) -> tuple[str, tuple[Field[Any, Any], ...]]:
    meta, quote = model._meta, connection.ops.quote_name
    fields = tuple(one for one in meta.local_concrete_fields if one is not meta.pk)
    columns = ", ".join(quote(one.column) for one in fields)
    places = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * number)
    sql = f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES {places}"  # noqa: S608  the model's own names, quoted
    return (f"{sql} RETURNING {quote(meta.pk.column)}" if number == 1 else sql), fields


def update(row: models.Model, *names: str) -> int:
    """Write these fields of a row that is there; returns how many rows had its key.

    As `Model.save(update_fields=names)` without signals.
    """
    sql, fields = _change(type(row), names, connection.vendor)
    values = [one.get_db_prep_save(getattr(row, one.attname), connection) for one in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


@cache
def _change(model: type[models.Model], names: tuple[str, ...], vendor: str) -> tuple[str, tuple[Field[Any, Any], ...]]:
    meta, quote = model._meta, connection.ops.quote_name
    fields = tuple(meta.get_field(name) for name in names)
    changed, key = ", ".join(f"{quote(one.column)} = %s" for one in fields), quote(meta.pk.column)
    sql = f"UPDATE {quote(meta.db_table)} SET {changed} WHERE {key} = %s"  # noqa: S608  the model's own names, quoted
    return sql, (*fields, meta.pk)
