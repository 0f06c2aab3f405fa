"""FHIR R4 in: rough bundles of other systems become values that care/intake can store."""
