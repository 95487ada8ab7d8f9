"""Areas: what people call a part of the municipality, its outline, how that changed, and the homes in it."""
