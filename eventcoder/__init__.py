"""Codes news sentences into political events and checks event data files."""
