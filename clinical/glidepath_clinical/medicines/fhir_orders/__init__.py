"""Orders as FHIR R4 writes them, read without guessing: what is not said stays unknown and is named."""

from glidepath_clinical.medicines.fhir_orders.collect import Collected, UnusableDocument, collect_orders
from glidepath_clinical.medicines.fhir_orders.medication import Medication, read_medication
from glidepath_clinical.medicines.fhir_orders.order import Counting, Directions, DosageLine, Order, problem_code
from glidepath_clinical.medicines.fhir_orders.read import read_order
from glidepath_clinical.medicines.fhir_orders.timing import Timing, read_timing
from glidepath_clinical.medicines.names import KNOWN_OPIOIDS

__all__ = [
    "KNOWN_OPIOIDS",
    "Collected",
    "Counting",
    "Directions",
    "DosageLine",
    "Medication",
    "Order",
    "Timing",
    "UnusableDocument",
    "collect_orders",
    "problem_code",
    "read_medication",
    "read_order",
    "read_timing",
]
