"""Checks event files against their schemas: findings and the report. Imports records, ontology and resources."""
