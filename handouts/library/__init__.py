"""Station 2: content files become frozen, validated models by name."""
