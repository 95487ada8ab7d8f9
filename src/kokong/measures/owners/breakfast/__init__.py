"""Breakfasts to which the municipality and the police invite owners: twice a year, before it is dark and after."""
