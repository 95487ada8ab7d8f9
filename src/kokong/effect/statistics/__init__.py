"""Public statistics, kept with their date and source: Brå's exports by file, Kolada and SCB over HTTP."""
