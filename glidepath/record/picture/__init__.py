"""From the record to PatientPicture: all that the rules may know about one person at one moment."""
