"""Does it work? Every defensible design, one verdict. The README beside this file names the doors."""
