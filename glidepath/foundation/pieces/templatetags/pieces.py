"""Template tags of the interface. Each tag's template says its parameters in a comment at its head."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from glidepath.foundation.pieces import charts, forms_view, scale, tablets
from glidepath.foundation.pieces.dose_rows import TIMES
from glidepath.foundation.pieces.dose_rows import dose_rows as rows_of
from glidepath.foundation.pieces.draw_path import draw_path
from glidepath.foundation.pieces.draw_picture import draw_picture
from glidepath.foundation.pieces.draw_spark import draw_spark
from glidepath.foundation.pieces.icons import icon_svg
from glidepath.foundation.pieces.picture_table import picture_table
from glidepath.foundation.pieces.trail import WIDTH, trail_pieces
from glidepath.foundation.pieces.wording import amounts_together

register = template.Library()
register.filter("amounts_together", amounts_together)


@register.filter
def time_of_day(name: str) -> str:
    """A time of day of a dose, such as "morning", in the reader's language, as it stands inside a line."""
    return str(TIMES[name][1]).lower() if name in TIMES else name


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """A decorative icon from the sprite; words must stand beside it. `{% icon "pause" %}`."""
    return icon_svg(name, css)


@register.simple_tag
def initials(name: str) -> str:
    """Up to two initials of a name or an address, for the avatar."""
    parts = str(name).split("@")[0].replace(".", " ").split()
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


@register.inclusion_tag("pieces/tablets.html")
def tablet_glyphs(units: Iterable[Mapping[str, Any]], form: str = "tablet") -> dict[str, Any]:
    """The drawings of one dose; see pieces/tablets.html."""
    return {"groups": tablets.glyphs_for(units, form)}


@register.inclusion_tag("pieces/dose_rows.html", takes_context=True)
def dose_rows(context: template.Context, doses: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What to take at each time of day; see pieces/dose_rows.html."""
    return {"rows": rows_of(doses), "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("pieces/dose_line.html")
def dose_line(doses: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The same doses in one small line for lists of steps; see pieces/dose_line.html."""
    return {"rows": rows_of(doses)}


@register.inclusion_tag("pieces/urgency.html")
def urgency(level: object) -> dict[str, str]:
    """RED, ORANGE or YELLOW as word, shape and weight of fill. Raises ValueError for anything else."""
    word = urgency_word(level)
    return {"word": gettext(word), "key": word.lower()}


def urgency_word(level: object) -> str:
    """The word of an urgency given as text or as an enum member."""
    word = str(getattr(level, "value", level)).upper()
    if word not in {"RED", "ORANGE", "YELLOW"}:
        raise ValueError(f"urgency: {level!r} is none of RED, ORANGE, YELLOW")
    return word


@register.inclusion_tag("pieces/alert_row.html", takes_context=True)
def alert_row(context: template.Context, row: Any) -> dict[str, Any]:
    """One line of the board; see pieces/alert_row.html."""
    level = row["urgency"] if isinstance(row, Mapping) else row.urgency
    return {"row": row, "word": urgency_word(level), "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("pieces/scale.html")
def scale_field(field: BoundField, low: int = 0, high: int = 10, **words: Any) -> dict[str, Any]:
    """A 0–10 question bound to a form field; see pieces/scale.html."""
    shown = scale.tiles(field.html_name, low, high, field.value())
    known = {"name": field.html_name, "question": field.label, "tiles": shown, "errors": field.errors}
    return {**known, "answer": str(field.value()), **words}


@register.inclusion_tag("pieces/scale.html")
def scale_plain(name: str, question: str, low: int = 0, high: int = 10, **words: Any) -> dict[str, Any]:
    """The same without a form; `chosen` is the number just sent."""
    shown = scale.tiles(name, low, high, words.pop("chosen", None))
    return {"name": name, "question": question, "tiles": shown, **words}


@register.inclusion_tag("pieces/trail.html")
def trail(number: int, total: int) -> dict[str, Any]:
    """How far in a row of questions; see pieces/trail.html."""
    return {"number": number, "total": total, "width": WIDTH, "pieces": trail_pieces(number, total)}


@register.inclusion_tag("pieces/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What is missing, first on the page, each linking to its field; empty for a form without errors."""
    links = forms_view.error_links(form) if form.is_bound else []
    return {"links": links, "whole_only": not any(link.target for link in links)}


@register.inclusion_tag("pieces/field.html")
def field(bound: BoundField, **extra: Any) -> dict[str, Any]:
    """One form field with label, hint and error; see pieces/field.html."""
    return {"field": bound, "kind": forms_view.control_kind(bound), "control": forms_view.styled(bound), **extra}


@register.inclusion_tag("pieces/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """Every field of a form, in order, hidden ones included."""
    return {"form": form}


@register.inclusion_tag("pieces/readiness.html")
def readiness(ready: Mapping[str, Any]) -> dict[str, Any]:
    """Verdict, what speaks for, against, and what is not known; see pieces/readiness.html."""
    return {"ready": ready}


@register.inclusion_tag("pieces/step_list.html")
def step_list(steps: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The plan as a list of landings; see pieces/step_list.html."""
    return {"steps": steps}


@register.inclusion_tag("pieces/lane_chart.html")
def lane_chart(picture: charts.Picture) -> dict[str, Any]:
    """Dose staircase and lanes, wide and narrow, with the numbers below; see charts.Picture."""
    wide, narrow = draw_picture(picture)
    band = next((lane.band for lane in picture.lanes if lane.band), None)
    return {"wide": wide, "narrow": narrow, "table": picture_table(picture), "picture": picture, "band": band}


@register.inclusion_tag("pieces/staircase.html")
def staircase(path: charts.Path) -> dict[str, Any]:
    """The person's own path as terraces, wide and narrow; see charts.Path."""
    return {"wide": draw_path(path), "narrow": draw_path(path, narrow=True)}


@register.inclusion_tag("pieces/sparkline.html")
def sparkline(spark: charts.Spark) -> dict[str, Any]:
    """Fourteen days of one reading with the person's own band; see charts.Spark."""
    return {"spark": draw_spark(spark)}


@register.simple_block_tag
def callout(content: str, tone: str = "", icon: str = "info") -> SafeString:
    """A tinted landing with an icon. tone: calm, info, warn, red or none. `{% callout tone="calm" %}`."""
    css = f"callout callout-{tone}" if tone else "callout"
    return format_html('<div class="{}">{}<div>{}</div></div>', css, icon_svg(icon), content)


@register.simple_block_tag
def care_card(content: str, level: str, title: str, icon: str = "") -> SafeString:
    """What to do, by urgency. level: now, soon or self; the title says what to do."""
    chosen = icon or {"now": "phone", "soon": "clock", "self": "house"}[level]
    return render_block("pieces/care_card.html", content, level=level, title=title, icon=chosen)


@register.simple_block_tag
def empty_state(content: str, title: str) -> SafeString:
    """What will be here, and one action in the content."""
    return render_block("pieces/empty.html", content, title=title)


def render_block(name: str, content: str, **values: Any) -> SafeString:
    """A piece around template content (which the template engine has already escaped)."""
    return render_to_string(name, {"content": content, **values})
