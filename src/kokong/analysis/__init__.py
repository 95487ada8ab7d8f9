"""Pure numerics: what the burglaries of a town can tell. Knows neither Django nor any room."""
