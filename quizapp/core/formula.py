"""Cells of a table that a spreadsheet would run."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With what a cell begins that spreadsheets may run; the wide forms are read so in East Asian ones."""


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may take `text` for something to run, blanks before it or not."""
    return text.startswith(FORMULA) or text.lstrip().startswith(FORMULA)
