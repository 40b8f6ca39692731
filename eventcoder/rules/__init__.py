"""The rule language: load, lint, match, compose, choose, explain. Imports frames and actors."""
