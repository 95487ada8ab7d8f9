"""Every message to a person: once, in their language, when and by which way they have chosen."""
