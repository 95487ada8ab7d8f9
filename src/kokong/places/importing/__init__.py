"""From a file of addresses to dwellings: read, project, tidy, merge, place."""
