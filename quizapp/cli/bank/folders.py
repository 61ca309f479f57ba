"""Which folders a command is about."""

from pathlib import Path

from quizapp.resources import folder


def shipped() -> list[Path]:
    """Return the folders of the banks that come with the app, by name."""
    questions = folder("questions")
    return sorted(path for path in questions.iterdir() if path.is_dir()) if questions.is_dir() else []
