"""Whether a kit was used, asked a year after it was handed out."""
