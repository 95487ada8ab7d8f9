"""Accounts, organisations, roles, consent."""
