"""Tenancy, audit, events and jobs, retention, base pages."""
