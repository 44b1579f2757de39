"""Helps those who write content: files to start from, copies to change, schemas for their editor."""
