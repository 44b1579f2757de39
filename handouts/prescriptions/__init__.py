"""Personal prescriptions: rows of a CSV file or documents of a YAML file, each checked on its own."""
