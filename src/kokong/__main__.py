"""`python -m kokong` is the `kokong` command."""

from kokong.cli import main

main()
