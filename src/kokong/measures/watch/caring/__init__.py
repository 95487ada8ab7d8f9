"""What contact persons do for their own group, fifteen minutes a month: one file for each thing on their page."""
