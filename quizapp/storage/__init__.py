"""Rows, and one file of queries per subject."""
