"""Settings of a programme: what they default to, and what they refuse."""

from dataclasses import replace

from quizapp.core.programme import Programme, problems, programme_from


def test_the_defaults_are_the_strict_ones() -> None:
    default = Programme()
    assert (default.every_must, default.pass_mark, default.length, default.wait_hours) == (True, 80, 30, 24)
    assert problems(default) == {}


def test_settings_come_back_as_they_were_stored_and_what_is_unknown_is_left_out() -> None:
    wanted = replace(Programme(), pass_mark=90, drill_first=False)
    assert programme_from({**wanted.data(), "colour": "blue"}) == wanted
    assert programme_from({}) == Programme()


def test_what_cannot_be_is_told_by_field() -> None:
    wrong = Programme(length=0, pretest=51, drill=-1, minutes=0, pass_mark=101, wait_hours=721, valid_days=0)
    assert set(problems(wrong)) == {"length", "pretest", "drill", "minutes", "pass_mark", "wait_hours", "valid_days"}
