"""The patient's own pages: today and progress."""
