from quizapp.core.answering import answer_each_other


def test_key_in_the_other_stem_answers_it() -> None:
    assert answer_each_other("who built tower", ("ada moen",), "what did ada moen build", ("tower at point",))
    assert answer_each_other("what did ada moen build", ("tower at point",), "who built tower", ("ada moen",))


def test_parts_of_words_do_not_count() -> None:
    assert not answer_each_other("who kept light", ("ada",), "what was adage", ("towers",))


def test_questions_without_keys_are_free() -> None:
    assert not answer_each_other("who kept light", (), "what was light", ("",))
