"""A town that does not exist (`town`, pure), and the demonstration that is staged in it (`staging`)."""
