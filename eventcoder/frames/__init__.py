"""Predicates with their roles: the only home of English grammar. Imports syntax and the word sets of a codebook."""
