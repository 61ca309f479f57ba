"""One grading path for everybody: a page, a room, an assignment and the command line all come through here."""

from quizapp.core.question import Grade, Question, Response, all_parts

RIGHT = 0.999
"""The score from which an answer counts as fully right; part scores add up in floats."""


def assess(question: Question, response: Response) -> Grade:
    """Grade a stored response; "I don't know" is worth nothing and costs nothing in any kind."""
    if response.get("unknown"):
        return Grade(0.0, "unknown", all_parts(question, 0.0))
    return question.grade(response)


def is_right(grade_score: float) -> bool:
    """Whether a score counts as fully right."""
    return grade_score >= RIGHT
