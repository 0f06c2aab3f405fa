"""What a plan needs from a pharmacy: fill by fill, what is left over, and until when what is at home lasts."""

from glidepath_clinical.tapering.dispensing.at_home import ANY_VOLUME, AtHome, Bottles
from glidepath_clinical.tapering.dispensing.fills import Fill, FillRow, Fills, plan_fills
from glidepath_clinical.tapering.dispensing.refills import aligned, collect_on, fill_dates, steps_off_the_cycle
from glidepath_clinical.tapering.dispensing.run_out import RunOut, run_out
from glidepath_clinical.tapering.dispensing.told import assumptions
from glidepath_clinical.tapering.dispensing.units import UnitKey, units_of_plan, units_on

__all__ = [
    "ANY_VOLUME",
    "AtHome",
    "Bottles",
    "Fill",
    "FillRow",
    "Fills",
    "RunOut",
    "UnitKey",
    "aligned",
    "assumptions",
    "collect_on",
    "fill_dates",
    "plan_fills",
    "run_out",
    "steps_off_the_cycle",
    "units_of_plan",
    "units_on",
]
