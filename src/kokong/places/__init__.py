"""Dwellings, addresses, streets, areas; importers; geocoding; walking order; map layers."""
