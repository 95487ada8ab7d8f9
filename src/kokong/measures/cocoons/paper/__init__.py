"""A round on paper: list, map, code for the phone, leaflet."""
