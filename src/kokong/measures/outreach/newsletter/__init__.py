"""The newsletter: who asked for it and has proven their address, and what is sent to them."""
