"""A fact-check quiz: questions drawn from the facts of a news article, each answer proved by its sentence."""

__version__ = "0.1.0"
