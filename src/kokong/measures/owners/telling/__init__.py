"""After a burglary in or near their buildings owners' contacts are told: what, when and what to do."""
