"""Who shares what with whom, and on what ground."""
