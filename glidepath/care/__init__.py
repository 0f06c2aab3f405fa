"""Activities: one app for each thing a person does."""
