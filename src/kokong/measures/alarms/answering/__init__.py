"""How soon alarms were in somebody's hands, month by month, against the handling goals."""
