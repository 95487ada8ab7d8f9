"""Which evaluations everybody may read. The public page rounds what it tells of them, and hides small numbers."""
