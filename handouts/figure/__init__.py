"""The figure workshop: turns a pose written in YAML into a `Drawing`. Needs the extra `handouts[draw]`."""
