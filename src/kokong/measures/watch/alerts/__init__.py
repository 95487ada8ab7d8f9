"""Alerts: what groups are told, by whom it is approved, how it goes out, and what members answer."""
