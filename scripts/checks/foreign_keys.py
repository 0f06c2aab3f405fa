"""Foreign keys point down the order of the parts. import-linter cannot see them: Django names models by string."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from scripts.checks.layers import rank_of, ranks
from scripts.checks.tree import end


class Link(NamedTuple):
    """One relation: from a model's field to another model's app, both as package names."""

    source: str
    field: str
    target: str


def problems(links: Iterable[Link], known: Mapping[str, tuple[int, ...]]) -> list[str]:
    """Each relation that points up, or sideways into another app of the same layer."""
    found = []
    for link in links:
        if link.source == link.target or not link.target.startswith("glidepath."):
            continue
        here, there = rank_of(link.source, known), rank_of(link.target, known)
        same_layer_is_fine = link.source.startswith("glidepath.foundation.")
        if here is None or there is None:
            found.append(f"{link.source} {link.field} -> {link.target}: a part without a place in .importlinter")
        elif there > here or (there == here and not same_layer_is_fine):
            found.append(f"{link.source} {link.field} -> {link.target}: points up the order of the parts")
    return found


def links() -> Iterable[Link]:
    """Every relation of every model of the product."""
    import django
    from django.apps import apps

    django.setup()
    for model in apps.get_models():
        source = apps.get_app_config(model._meta.app_label).name
        for field in model._meta.get_fields():
            if source.startswith("glidepath.") and field.concrete and field.is_relation and field.related_model:
                target = apps.get_app_config(field.related_model._meta.app_label).name
                yield Link(source, f"{model.__name__}.{field.name}", target)


if __name__ == "__main__":
    end(problems(links(), ranks()))
