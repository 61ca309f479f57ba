"""The pure heart: facts, questions, grading, memory and the draw.

Nothing in here knows of Flask, SQLAlchemy, YAML, the clock or global randomness: `now`, `today`, `rng` are arguments
(ruff S311: randomness here shuffles, it never guards a secret).
"""
