"""Findings reported to the municipality's fault-report system, by Open311 GeoReport v2 (decision 129)."""
