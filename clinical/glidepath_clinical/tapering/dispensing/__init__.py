"""How many whole units a plan needs: fill by fill, what is left over, and until when what is at home lasts."""

from glidepath_clinical.tapering.dispensing.fills import Fill, FillRow, Fills, plan_fills
from glidepath_clinical.tapering.dispensing.refills import aligned, fill_dates, steps_off_the_cycle
from glidepath_clinical.tapering.dispensing.run_out import RunOut, run_out
from glidepath_clinical.tapering.dispensing.units import AtHome, UnitKey, units_on

__all__ = [
    "AtHome",
    "Fill",
    "FillRow",
    "Fills",
    "RunOut",
    "UnitKey",
    "aligned",
    "fill_dates",
    "plan_fills",
    "run_out",
    "steps_off_the_cycle",
    "units_on",
]
