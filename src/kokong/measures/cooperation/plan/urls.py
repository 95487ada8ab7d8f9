"""Addresses of this part, under /cooperation/."""

from django.urls import URLPattern

PATTERNS: list[URLPattern] = []
