"""Lenient reading of one resource: every deviation is mended in a stated way, or the resource is left out."""

from __future__ import annotations

import copy
from typing import Any

from fhir.resources.R4B import get_fhir_model_class
from pydantic import ValidationError

from glidepath.care.intake.incoming import Repair

ROUNDS = 12


def mend(resource: dict[str, Any], where: str) -> tuple[dict[str, Any] | None, list[Repair]]:
    """The resource as valid R4, with the list of what was changed; None when it cannot be mended."""
    model = get_fhir_model_class(resource["resourceType"])
    mended, repairs = copy.deepcopy(resource), []
    for _ in range(ROUNDS):
        try:
            model.model_validate(mended)
        except ValidationError as error:
            done = _mend_once(mended, error, where)
            repairs += done
            if not done:
                break
        else:
            return mended, repairs
    repairs.append(Repair(where, "is not valid FHIR R4 and could not be mended", "left out"))
    return None, repairs


def _mend_once(resource: dict[str, Any], error: ValidationError, where: str) -> list[Repair]:
    done = []
    for problem in sorted(error.errors(), key=lambda found: [str(part) for part in found["loc"]], reverse=True):
        holder, key = _holder(resource, problem["loc"])
        if holder is None:
            continue
        path = ".".join(str(part) for part in (where, *problem["loc"]))
        done.append(_mend_place(holder, key, problem["type"], path))
    return done


def _mend_place(holder: Any, key: Any, kind: str, path: str) -> Repair:
    if kind == "list_type" and isinstance(holder[key], dict):
        holder[key] = [holder[key]]
        return Repair(path, "is one object where a list belongs", "lifted into a list")
    del holder[key]
    said = "is not a field of FHIR R4" if kind == "extra_forbidden" else "has a value that FHIR R4 does not allow"
    return Repair(path, said, "dropped")


def _holder(resource: Any, loc: tuple[Any, ...]) -> tuple[Any, Any]:
    """The innermost existing container on the way to a problem, and the key in it; (None, None) at the root."""
    holder, key, at = None, None, resource
    for part in loc:
        inside = isinstance(at, dict) and part in at
        inside = inside or (isinstance(at, list) and isinstance(part, int) and part < len(at))
        if not inside:
            break
        holder, key, at = at, part, at[part]
    return (holder, key) if key != "resourceType" else (None, None)
