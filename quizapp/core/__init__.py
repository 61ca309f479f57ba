"""The pure heart: facts, questions, grading, memory and the draw.

Nothing in here knows of Flask, SQLAlchemy, YAML, the clock or global randomness: `now`, `today` and `rng` are arguments.
"""
