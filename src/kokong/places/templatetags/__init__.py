"""What other rooms' pages say about places."""
