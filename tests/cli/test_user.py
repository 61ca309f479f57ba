"""`quizapp user`: adding, listing, roles, links."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from cli.conftest import Quizapp

LINK = re.compile(r"^http://HOST/account/reset/[\w-]{22}$", re.M)


def test_a_user_is_added_listed_and_given_a_role(quizapp: Quizapp) -> None:
    added = quizapp("user", "add", "Ada Lund", "--role", "teacher", "--email", "ada@example.org")
    assert added.exit_code == 0, added.output
    assert LINK.search(added.output)
    assert "for 7 days" in added.output
    assert quizapp("user", "list").output == "Ada Lund\tteacher\tada@example.org\n"
    assert quizapp("user", "role", "ADA LUND", "editor").output == "Ada Lund: editor\n"
    assert "editor" in quizapp("user", "list").output


def test_a_link_for_who_forgot_replaces_the_earlier_one(quizapp: Quizapp) -> None:
    quizapp("user", "add", "Ada Lund")
    links = [quizapp("user", "reset", "ada lund").output for _ in range(2)]
    assert all(LINK.search(link) and "for one hour" in link for link in links)
    assert links[0] != links[1]


def test_the_link_names_the_host_where_it_is_known(quizapp: Quizapp) -> None:
    settings = {"QUIZAPP_HOSTS": "quiz.example.org", "QUIZAPP_HTTPS": "1", "QUIZAPP_PREFIX": "/q"}
    output = quizapp("user", "add", "Ada", **settings).output
    assert output.startswith("https://quiz.example.org/q/account/reset/")


def test_what_cannot_be_done_is_told(quizapp: Quizapp) -> None:
    quizapp("user", "add", "Ada Lund")
    for arguments, told in (
        (("add", "ada lund"), "belongs to a user already"),
        (("add", "a"), "2 to 40 characters"),
        (("add", "Bo", "--email", "x"), "does not look like an e-mail address"),
        (("reset", "Nobody"), 'there is no user "Nobody"'),
        (("role", "Nobody", "editor"), 'there is no user "Nobody"'),
    ):
        result = quizapp("user", *arguments)
        assert result.exit_code != 0
        assert told in result.output
        assert "Traceback" not in result.output
    assert quizapp("user", "list").output.count("\n") == 1


def test_the_last_administrator_stays(quizapp: Quizapp) -> None:
    quizapp("user", "add", "Ada Lund", "--role", "administrator")
    refused = quizapp("user", "role", "Ada Lund", "learner")
    assert refused.exit_code != 0
    assert "last administrator" in refused.output
    quizapp("user", "add", "Bo Berg", "--role", "administrator")
    assert quizapp("user", "role", "Ada Lund", "learner").exit_code == 0


def test_changes_are_written_down(quizapp: Quizapp, home: Path) -> None:
    quizapp("user", "add", "Ada Lund")
    quizapp("user", "role", "Ada Lund", "editor")
    quizapp("user", "reset", "Ada Lund")
    with closing(sqlite3.connect(home / "quizapp.db")) as database:
        rows = database.execute("SELECT who, action FROM audit ORDER BY id").fetchall()
    assert rows == [("command line", action) for action in ("add user", "role", "password link")]
