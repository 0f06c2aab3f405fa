"""What watches, phones and scales measured at home: files in, one value a day for each source."""
