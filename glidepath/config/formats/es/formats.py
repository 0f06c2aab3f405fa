"""Dates and numbers in Spanish: "24 de noviembre de 2026". The names are those of the English module.

The decimal mark is the point, as in Mexico and the United States and as in the frozen words of a dose; thousands are
parted by a narrow space, so that no comma or point stands for both.
"""

from __future__ import annotations

DATE_FORMAT = r"j \d\e F \d\e Y"
MONTH_DAY_FORMAT = r"j \d\e F"
YEAR_MONTH_FORMAT = r"F \d\e Y"
WEEKDAY_FORMAT = r"l j \d\e F"
WEEKDAY_TIME_FORMAT = r"l j \d\e F, g:i a"
SHORT_DATE_FORMAT = "j b Y"
SHORT_DAY_FORMAT = "j b"
SHORT_MONTH_FORMAT = "b Y"
ONLY_MONTH_FORMAT = "b"
TIME_FORMAT = "g:i a"
CLINIC_TIME_FORMAT = "H:i"
DATETIME_FORMAT = r"j \d\e F \d\e Y, H:i"
WEEKDAY_DATETIME_FORMAT = r"l j \d\e F \d\e Y, H:i"
SHORT_DATETIME_FORMAT = "j b Y, H:i"
SHORT_DAY_TIME_FORMAT = "j b, H:i"
SHORT_WEEKDAY_TIME_FORMAT = "D j b, H:i"
FIRST_DAY_OF_WEEK = 0
DATE_INPUT_FORMATS = ["%Y-%m-%d"]
TIME_INPUT_FORMATS = ["%H:%M", "%H:%M:%S"]
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = "\u202f"
NUMBER_GROUPING = 3
