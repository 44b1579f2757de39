"""Illustrated, tagged, printable exercise sheets for patients, made from YAML."""

__version__ = "0.1.0"
