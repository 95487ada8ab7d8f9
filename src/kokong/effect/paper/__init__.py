"""An evaluation on paper."""
