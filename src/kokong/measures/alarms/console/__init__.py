"""The operator's desk: alarms read and handled, their log, and the live stream."""
