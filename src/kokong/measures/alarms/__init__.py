"""Home alarms: panels enrolled, alarms raised, verified and handled."""
