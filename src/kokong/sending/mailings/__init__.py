"""One thing that many are told: written down as a message for each, and handed out by worker in batches."""
