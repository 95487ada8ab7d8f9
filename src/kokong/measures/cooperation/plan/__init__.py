"""The action plan, from a problem to its proof."""
