"""The forms a signed plan takes outside the screen: paper, calendar file, pharmacy text, FHIR and JSON."""
