"""The phone in the field: what people record away from their desk, with and without a network."""
