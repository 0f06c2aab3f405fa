"""The 14-day row beside an alert."""

from __future__ import annotations

from dataclasses import dataclass

from glidepath.foundation.pieces.charts import Spark
from glidepath.foundation.pieces.geometry import Canvas, Shape, polyline, scale_to

WIDTH, HEIGHT = 104, 30


@dataclass(frozen=True)
class SparkView:
    """What pieces/sparkline.html draws."""

    name: str
    finding: str
    shapes: list[Shape]
    empty: bool


def draw_spark(spark: Spark) -> SparkView:
    """Line with gaps, own band, and a mark on the last value: open ring outside the band, dot inside."""
    canvas = Canvas(WIDTH)
    y = scale_to(spark.low, spark.high, 4, HEIGHT - 4)
    step = (WIDTH - 12) / max(len(spark.values) - 1, 1)
    spots = [None if v is None else (3 + i * step, y(v)) for i, v in enumerate(spark.values)]
    if spark.band:
        top, bottom = y(spark.band[1]), y(spark.band[0])
        canvas.rect("band", 0, top, WIDTH, bottom - top)
    canvas.path("ln", polyline(spots))
    known = [(value, spot) for value, spot in zip(spark.values, spots, strict=True) if value is not None and spot]
    if known:
        value, (x, spot_y) = known[-1]
        outside = spark.band is not None and not spark.band[0] <= value <= spark.band[1]
        canvas.circle("out" if outside else "pt", x, spot_y, 3.2)
    return SparkView(spark.name, spark.finding, canvas.shapes, not known)
