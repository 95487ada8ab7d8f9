"""What everybody may read of findings, as Open311 GeoReport v2 has it."""
