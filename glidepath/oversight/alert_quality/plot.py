"""The picture of the page: for each kind of event how many were seen, and for each tier how often nothing was there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import escape

from glidepath.oversight.alert_quality.quality import TIERS, Quality
from glidepath.oversight.alert_quality.report import FIXED, OWN, WARNING

WIDTH, LABEL, BAR, ROW = 720, 150, 430, 40
COLOURS = {OWN: "#1d5b4e", FIXED: "#b9792b"}


def picture(ways: Mapping[str, Quality]) -> str:
    """An SVG that also reads on a dark page: it brings its own ground."""
    kinds = [kind.kind for kind in ways[OWN].kinds]
    seen = {way: [_share(kind.seen, kind.events) for kind in one.kinds] for way, one in ways.items()}
    nothing = {way: [one.false[tier] / one.patient_months for tier in TIERS] for way, one in ways.items()}
    most = max(value for values in nothing.values() for value in values) or 1.0
    upper = 70 + ROW * len(kinds)
    rows = [*_legend(), *_rows(kinds, seen, 1.0, 70, lambda value: f"{value:.0%}")]
    rows.append(_text(16, upper + 30, "Alarms for nothing, for each patient and month", bold=True))
    rows += _rows(list(TIERS), nothing, most, upper + 44, lambda value: f"{value:.2f}")
    height = upper + 44 + ROW * len(TIERS) + 34
    rows.append(_text(16, height - 14, WARNING))
    title = "<title>Events seen and alarms for nothing, by the product's rules and by fixed thresholds</title>"
    ground = f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
    return f'{head}font-family="sans-serif" font-size="14" fill="#182723">{title}{ground}{"".join(rows)}</svg>\n'


def _share(seen: int, events: int) -> float:
    return seen / events if events else 0.0


def _legend() -> Iterator[str]:
    yield _text(16, 26, "Events that were seen", bold=True)
    for place, (way, colour) in enumerate(COLOURS.items()):
        x = LABEL + 300 * place
        yield f'<rect x="{x}" y="40" width="14" height="14" fill="{colour}"/>{_text(x + 20, 52, way)}'


def _rows(
    names: list[str], values: Mapping[str, list[float]], most: float, top: int, words: Callable[[float], str]
) -> Iterator[str]:
    for place, name in enumerate(names):
        y = top + ROW * place
        yield _text(16, y + 22, name)
        for line, (way, colour) in enumerate(COLOURS.items()):
            value = values[way][place]
            width, at = round(BAR * value / most, 1), y + 4 + 16 * line
            yield f'<rect x="{LABEL}" y="{at}" width="{width}" height="13" rx="3" fill="{colour}"/>'
            yield _text(LABEL + width + 8, at + 11, words(value))


def _text(x: float, y: float, words: str, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x}" y="{y}"{weight}>{escape(words)}</text>'
