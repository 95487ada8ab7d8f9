"""Django's PostgreSQL backend, which finds (and if need be starts) the server at the first connection."""
