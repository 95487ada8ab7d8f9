"""Stepped introduction: the order of areas announced, drawn by lot, kept, and evaluated with."""
