"""How a Django form is shown: where an error points, and what each control looks like."""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect, Select


@dataclass(frozen=True)
class ErrorLink:
    """One line of the error summary; `target` and `label` name the control, empty when it concerns the whole form."""

    text: str
    target: str
    label: str = ""

    @property
    def words(self) -> str:
        """What the link says: the question first, since "This field is required" alone says nothing."""
        if not self.label:
            return self.text
        return f"{self.label} {self.text}" if self.label.endswith(("?", ":", ".")) else f"{self.label}: {self.text}"


def error_links(form: BaseForm) -> list[ErrorLink]:
    """Every error of a form in page order, each with the control to jump to."""
    whole = [ErrorLink(str(text), "") for text in form.non_field_errors()]
    return whole + [_link(field, str(text)) for field in form for text in field.errors]


def _link(field: BoundField, text: str) -> ErrorLink:
    return ErrorLink(text, "" if field.is_hidden else control_id(field), str(field.label or ""))


def control_id(field: BoundField) -> str:
    """The id that can take focus: the first choice of a radio group, else the control itself."""
    first_of_many = isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple)
    return f"{field.auto_id}_0" if first_of_many else str(field.auto_id)


def control_kind(field: BoundField) -> str:
    """choices, tick, select, file or text: which layout pieces/field.html uses."""
    widget = field.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, CheckboxInput):
        return "tick"
    if isinstance(widget, Select):
        return "select"
    return "file" if isinstance(widget, FileInput) else "text"


_CLASSES = {"select": "form-select", "text": "form-control", "file": "form-control"}


def styled(field: BoundField) -> str:
    """The control as HTML with our class; Django adds aria-describedby for hint and error itself."""
    css = _CLASSES.get(control_kind(field), "")
    _drop_echo(field)
    own = str(field.field.widget.attrs.get("class", ""))
    return field.as_widget(attrs={"class": f"{css} {own}".strip()} if css or own else None)


def _drop_echo(field: BoundField) -> None:
    """A placeholder that repeats the label is noise, and gone once one writes."""
    hint = str(field.field.widget.attrs.get("placeholder", ""))
    if hint and hint.lower().startswith(str(field.label).lower()):
        del field.field.widget.attrs["placeholder"]
