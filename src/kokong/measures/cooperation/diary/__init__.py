"""The register of public documents: what both authorities decided, and what was told, by date."""
