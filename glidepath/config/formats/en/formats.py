"""Dates and numbers in English: "November 24, 2026". Names that Django does not know are used in templates as well.

Amounts of medicine never come through here: their words are frozen with the plan. The decimal mark is the same
point in every language of the product, so that 2.5 beside a dose is read in one way only.
"""

from __future__ import annotations

DATE_FORMAT = "F j, Y"
MONTH_DAY_FORMAT = "F j"
YEAR_MONTH_FORMAT = "F Y"
WEEKDAY_FORMAT = "l, F j"
WEEKDAY_TIME_FORMAT = "l, F j, g:i a"
SHORT_DATE_FORMAT = "M j, Y"
SHORT_DAY_FORMAT = "M j"
SHORT_MONTH_FORMAT = "M Y"
ONLY_MONTH_FORMAT = "M"
# Times for a person carry a.m. or p.m.; the team's are of 24 hours.
TIME_FORMAT = "g:i a"
CLINIC_TIME_FORMAT = "H:i"
DATETIME_FORMAT = "F j, Y, H:i"
WEEKDAY_DATETIME_FORMAT = "l, F j, Y, H:i"
SHORT_DATETIME_FORMAT = "M j, Y, H:i"
SHORT_DAY_TIME_FORMAT = "M j, H:i"
SHORT_WEEKDAY_TIME_FORMAT = "D, M j, H:i"
FIRST_DAY_OF_WEEK = 0
# What browsers send. Day and month in figures alone can be read in two ways and are refused.
DATE_INPUT_FORMATS = ["%Y-%m-%d"]
TIME_INPUT_FORMATS = ["%H:%M", "%H:%M:%S"]
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
