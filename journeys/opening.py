"""Opens the clinic of the journeys, as a process of its own beside the server: `python -m journeys.opening WHAT ...`.

open                       tables, two clinics, their staff with passwords and code apps; prints who they are
stage KEY LANGUAGE STEPS   brings a person from import to a running plan with this many steps begun; prints the sign-in
waited REF                 the check-ins of a person that waited on a phone: when answered, when they came
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict


def main(words: list[str]) -> int:
    """Do one thing and print the sign-ins it made, as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "glidepath.config.settings")
    import django

    django.setup()
    from journeys import staging  # its models load only after the set-up

    match words:
        case ["open"]:
            print(json.dumps({key: asdict(door) for key, door in staging.open_clinics().items()}))
        case ["stage", key, language, steps]:
            print(json.dumps(asdict(staging.stage(key, language, int(steps)))))
        case ["waited", ref]:
            print(json.dumps(staging.check_ins_that_waited(ref)))
        case _:
            sys.exit(__doc__)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
