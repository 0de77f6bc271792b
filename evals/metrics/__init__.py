"""Measures of one answer or one ranking; every formula with its source, none with a model."""
