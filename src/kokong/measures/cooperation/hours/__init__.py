"""Hours: what each measure took, reckoned from what was noted and corrected by hand."""
