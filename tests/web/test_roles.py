"""Who may do what: every route and method, for a stranger, a guest and each role, from one table.

On SQLite alone: roles are decided before any statement that differs between the two databases, and the pages behind
the guard are tested on both elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copy
from typing import Any
from uuid import uuid4

import pytest
from argon2 import PasswordHasher
from fixtures.banks import load_into
from fixtures.cast import CAST, PASSWORD, Stage
from fixtures.player import Player
from fixtures.readme import example_bank
from flask import Flask
from werkzeug.routing import Rule

from quizapp.actions import passwords
from quizapp.app import create_app
from quizapp.config import Config
from quizapp.web.database import db

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
NEW = "long boats 2026"
SETTINGS = {
    **{"new_a_day": "7", "order": "topic", "forms": "typed", "retention": "85", "zone": "UTC", "rollover": "3"},
    **{"banks": ["farhaven"], "ready_by": "", "ready_bank": ""},
}


def new_name() -> str:
    """A name that nobody has."""
    return f"Cy {uuid4().hex[:12]}"


ASSIGNMENT = {
    **{"bank": "farhaven", "title": "Farhaven", "opens": "2026-01-01T08:00", "closes": "2099-01-01T08:00"},
    **{"length": "2", "attempts": "1", "feedback": "after", "draw": "fixed", "find": "", "found": ""},
}


ARTICLE = {
    **{"title": "The ferry", "cited": "Harbour Post, 3 May 2026", "as_of": "2026-05-03", "rights": "Ours."},
    "summary": "How many crossed.",
    "article": "The ferry carried 300 people on 2 May 2026.",
}
PROGRAMME = {
    **{"title": "House rules", "length": "3", "pretest": "2", "drill": "2", "minutes": "30", "pass_mark": "75"},
    **{"wait_hours": "0", "valid_days": "30"},
}


@dataclass(frozen=True)
class Row:
    """The status that each of CAST gets, and the form that is sent; what can be called in it is made anew each time.

    Under "json", what is sent as such instead.
    """

    statuses: tuple[int, ...]
    form: dict[str, Any] = field(default_factory=dict)


def everyone(status: int, **form: Any) -> Row:
    """Open to all."""
    return Row((status,) * 6, form)


def known(status: int, **form: Any) -> Row:
    """Open to whoever has begun, with an account or not."""
    return Row((404, *[status] * 5), form)


def users(status: int, **form: Any) -> Row:
    """Open to whoever has an account."""
    return Row((404, 404, *[status] * 4), form)


def teachers(status: int, **form: Any) -> Row:
    """Open to teachers and above."""
    return Row((404, 404, 404, *[status] * 3), form)


def editors(status: int, **form: Any) -> Row:
    """Open to editors and above."""
    return Row((404, 404, 404, 404, status, status), form)


def administrators(status: int, **form: Any) -> Row:
    """Open to administrators."""
    return Row((404,) * 5 + (status,), form)


ROWS: dict[str, Row] = {
    "GET /": everyone(200),
    "GET /account": everyone(200),
    "GET /account/data.json": known(200),
    "GET /account/data.zip": known(200),
    "GET /account/delete": known(200),
    "POST /account/delete": Row((303, 303, 303, 303, 303, 409), {"sure": "y", "password": PASSWORD}),
    "GET /account/deleted": everyone(200),
    "GET /account/email": users(200),
    "POST /account/email": users(303, present=PASSWORD, email=""),
    "GET /account/forgotten": everyone(200),
    "POST /account/forgotten": everyone(303, login="nobody"),
    "GET /account/log-in": Row((200, 200, 303, 303, 303, 303)),
    "POST /account/log-in": everyone(422, login="nobody", password="wrong"),
    "POST /account/log-in/guest": everyone(303, token="made-up"),
    "POST /account/log-out": known(303),
    "POST /account/log-out/everywhere": known(303),
    "GET /account/password": users(200),
    "POST /account/password": users(303, present=PASSWORD, password=NEW),
    "GET /account/reset/<secret>": everyone(200),
    "POST /account/reset/<secret>": everyone(303, password=NEW),
    "GET /account/sign-up": Row((200, 200, 303, 303, 303, 303)),
    "POST /account/sign-up": everyone(303, name=new_name, password=NEW),
    "GET /assignments/<activity_id>/paper": teachers(200),
    "GET /assignments/<activity_id>/paper/answers": teachers(200),
    "POST /assignments/<activity_id>/paper/answers": teachers(422),
    "GET /assignments/<activity_id>/paper/answers/<pupil_id>": teachers(200),
    "POST /assignments/<activity_id>/paper/answers/<pupil_id>": teachers(303, why="It was of another class."),
    "GET /assignments/<activity_id>/paper/sheet": teachers(200),
    "GET /assignments/<activity_id>": teachers(200),
    "GET /assignments/<activity_id>/edit": teachers(200),
    "POST /assignments/<activity_id>/edit": teachers(303, **ASSIGNMENT),
    "GET /assignments/<activity_id>/now": teachers(200),
    "GET /assignments/<activity_id>/pupils/<member_id>": teachers(200),
    "POST /assignments/<activity_id>/pupils/<member_id>": teachers(303, extra="50", more="1", absent="y"),
    "POST /assignments/<activity_id>/pupils/<member_id>/reopen": teachers(409),
    "GET /assignments/<activity_id>/withdraw": teachers(200),
    "POST /assignments/<activity_id>/withdraw": teachers(303),
    "GET /bank/<slug>": everyone(200),
    "GET /bank/<slug>/brief": everyone(200),
    "GET /bank/<slug>/fact/<fact_slug>": everyone(200),
    "GET /bank/<slug>/quiz": everyone(200),
    "GET /cards": everyone(200),
    "POST /cards": everyone(303),
    "GET /cards/<attempt_id>": known(200),
    "GET /cards/<attempt_id>/<int:position>": known(303),
    "POST /cards/<attempt_id>/<int:position>": known(303, answer="3"),
    "GET /cards/<attempt_id>/<int:position>/type": known(200),
    "GET /cards/<attempt_id>/ahead": known(200),
    "POST /cards/<attempt_id>/deliver": known(200, json={"answers": []}),
    "POST /cards/<attempt_id>/end": known(303),
    "POST /cards/<attempt_id>/undo": known(303),
    "GET /certificate/<certificate_id>": everyone(200),
    **{
        f"{method} /{run}/<attempt_id>{rest}": known(status, **form)
        for run in ("pretest", "certification")
        for method, rest, status, form in (
            ("GET", "", 303, {}),
            ("GET", "/<int:position>", 200, {}),
            ("POST", "/<int:position>", 303, {"unknown": "1"}),
            ("GET", "/hand-in", 200, {}),
            ("POST", "/hand-in", 303, {}),
        )
    },
    "GET /classes": everyone(200),
    "POST /classes": teachers(303, name="10b"),
    "GET /classes/<class_id>": known(200),
    "POST /classes/<class_id>/archive": teachers(303, archived="y"),
    "POST /classes/<class_id>/code": teachers(303),
    "POST /classes/<class_id>/joining": teachers(303, open="y"),
    "POST /classes/<class_id>/keeping": teachers(303, keeps="y"),
    "POST /classes/<class_id>/leave": teachers(409),
    "GET /classes/<class_id>/members/<member_id>": teachers(200),
    "POST /classes/<class_id>/members/<member_id>/code": teachers(200),
    "POST /classes/<class_id>/members/<member_id>/extra": teachers(303, percent="25"),
    "POST /classes/<class_id>/members/<member_id>/name": teachers(303, name="Yara"),
    "POST /classes/<class_id>/members/<member_id>/presence": teachers(303, sure="y"),
    "POST /classes/<class_id>/name": teachers(303, name="11c"),
    "GET /classes/<class_id>/poster": teachers(200),
    "GET /classes/<class_id>/roster": teachers(200),
    "POST /classes/<class_id>/roster": teachers(200, names="Yara\nRavi"),
    "GET /classes/<class_id>/settings": teachers(200),
    "POST /classes/<class_id>/teachers": teachers(422, teacher="nobody"),
    "GET /classes/<class_id>/assignments": teachers(200),
    "GET /classes/<class_id>/assignments/new": teachers(200),
    "POST /classes/<class_id>/assignments/new": teachers(303, **ASSIGNMENT),
    "GET /cohorts/<cohort_id>": editors(200),
    "POST /cohorts/<cohort_id>/deadline": editors(303, title="Spring", closes="2099-01-01T08:00"),
    "GET /cohorts/<cohort_id>/participants.csv": editors(200),
    "GET /cohorts/<cohort_id>/report": editors(200),
    "GET /corrections": everyone(200),
    "GET /corrections/<correction_id>": everyone(200),
    "GET /corrections/feed.xml": everyone(200),
    "GET /corrections/mine": known(200),
    "POST /corrections/mine/seen": known(303),
    "GET /desk/corrections": editors(200),
    "POST /desk/corrections/<correction_id>/read": editors(303),
    "GET /desk/<slug>/facts/<fact_slug>/correct": editors(200),
    "POST /desk/<slug>/facts/<fact_slug>/correct": editors(422),
    "GET /facts": everyone(200),
    "GET /facts/reset": known(200),
    "POST /facts/reset": known(303, sure="y"),
    "POST /facts/<slug>/<fact_slug>/bury": known(303),
    "POST /facts/<slug>/<fact_slug>/mark": known(303, marked="y"),
    "POST /facts/<slug>/<fact_slug>/note": known(303, text="mine"),
    "POST /facts/<slug>/<fact_slug>/reset": known(303, sure="y"),
    "POST /facts/<slug>/<fact_slug>/resume": known(303),
    "POST /facts/<slug>/<fact_slug>/suspend": known(303),
    "GET /health": everyone(200),
    "GET /how-it-grades": everyone(200),
    "GET /join": everyone(200),
    "POST /join": everyone(422, code="ABCDEF"),
    "GET /join/<code>": everyone(200),
    "POST /join/<code>": Row((200, 200, 303, 303, 303, 303), {"name": ""}),
    "GET /join/again": everyone(200),
    "POST /join/again": everyone(422, code="made-up"),
    "GET /join/again/<secret>": everyone(200),
    "GET /owner/<secret>": Row((200, 200, 200, 200, 200, 404)),
    "POST /owner/<secret>": Row((303, 303, 303, 303, 303, 404), {"name": new_name, "password": NEW}),
    "GET /people": administrators(200),
    "GET /people/new": administrators(200),
    "POST /people/new": administrators(200, name=new_name, role="editor"),
    "GET /people/<person_id>": administrators(200),
    "POST /people/<person_id>/link": administrators(200),
    "POST /people/<person_id>/role": administrators(303, role="editor"),
    "GET /play/<room_id>": everyone(200),
    "POST /play/<room_id>": everyone(303, name=new_name),
    "POST /play/<room_id>/again": known(303),
    "POST /play/<room_id>/answer": known(200, position="1", unknown="1"),
    "POST /play/<room_id>/back": known(303),
    "GET /play/<room_id>/device": known(200),
    "POST /play/<room_id>/leave": known(303),
    "GET /play/<room_id>/stream": known(200),
    "GET /play/<room_id>/view": known(200),
    "GET /play/<room_id>/with/<secret>": everyone(303),
    "GET /privacy": everyone(200),
    "GET /programme/<cohort_id>": known(200),
    "GET /programme/<cohort_id>/certification": known(200),
    "POST /programme/<cohort_id>/certification": known(303),
    "POST /programme/<cohort_id>/pre-test": known(303),
    "POST /programme/<cohort_id>/read": known(303),
    "GET /programmes": editors(200),
    "GET /programmes/<programme_id>": editors(200),
    "POST /programmes/<programme_id>": editors(303, title="Spring", closes="2099-01-01T08:00"),
    "POST /programmes/<programme_id>/archive": editors(303, archived="y"),
    "GET /programmes/<programme_id>/settings": editors(200),
    "POST /programmes/<programme_id>/settings": editors(303, **PROGRAMME),
    "GET /programmes/new": editors(200),
    "POST /programmes/new": editors(303, bank="farhaven", **PROGRAMME),
    "GET /progress": everyone(200),
    "POST /progress/sure-but-wrong": known(303),
    "POST /quiz": everyone(303, bank="farhaven", length="3", feedback="each"),
    "GET /quiz/<attempt_id>": known(303),
    "GET /quiz/<attempt_id>/<int:position>": known(200),
    "POST /quiz/<attempt_id>/<int:position>": known(303, unknown="1"),
    "GET /quiz/<attempt_id>/hand-in": known(200),
    "POST /quiz/<attempt_id>/hand-in": known(303),
    "POST /quiz/<attempt_id>/missed": known(303),
    "GET /desk": editors(200),
    "GET /desk/new": editors(200),
    "POST /desk/new": editors(303, **ARTICLE),
    "GET /desk/<slug>": editors(200),
    "GET /desk/<slug>/text": editors(200),
    "POST /desk/<slug>/text": editors(422, text="", version="0"),
    "GET /desk/<slug>/rights": editors(404),  # The README's bank came as files.
    "POST /desk/<slug>/rights": editors(404, rights="Ours."),
    "POST /desk/<slug>/proposals/<int(max=2147483647):proposal_id>": editors(303),
    "POST /desk/<slug>/check": editors(200),
    "GET /desk/<slug>/new-fact": editors(200),
    "POST /desk/<slug>/new-fact": editors(422),
    "GET /desk/<slug>/facts/<fact_slug>": editors(200),
    "POST /desk/<slug>/facts/<fact_slug>": editors(422),
    "GET /desk/<slug>/facts/<fact_slug>/preview": editors(200),
    "GET /desk/<slug>/facts/<fact_slug>/review": editors(200),
    "POST /desk/<slug>/facts/<fact_slug>/review": editors(409, step="accept", number="99"),
    "POST /desk/<slug>/facts/<fact_slug>/comments": editors(303, line="statement", text="Sure?"),
    "POST /desk/<slug>/comments/<int(max=2147483647):comment_id>": editors(303),
    "GET /desk/<slug>/questions": editors(200),
    "GET /desk/<slug>/new-question": editors(200),
    "POST /desk/<slug>/new-question": editors(
        303, do="save", id=lambda: f"q-{uuid4().hex[:8]}", kind="card", facts="height", stem="How high?", back="High"
    ),
    "GET /desk/<slug>/questions/<question_slug>": editors(200),
    "POST /desk/<slug>/questions/<question_slug>": editors(422, do="save"),
    "POST /desk/<slug>/questions/<question_slug>/step": editors(409, step="accept", number="99"),
    "POST /desk/<slug>/check-question": editors(200, kind="card"),
    "GET /desk/<slug>/questions/<question_slug>/review": editors(200),
    "POST /desk/<slug>/questions/<question_slug>/comments": editors(303, line="stem", text="Sure?"),
    "POST /desk/<slug>/questions/<question_slug>/drop": editors(303, do="drop"),
    "GET /desk/<slug>/about": editors(200),
    "POST /desk/<slug>/about": editors(422),
    "POST /desk/<slug>/terms": editors(404, term="not in the list"),
    "GET /desk/<slug>/upstream": editors(200),
    "POST /desk/<slug>/upstream": editors(409, do="leave", what="fact", slug="height", number="99"),
    "GET /desk/<slug>/log": editors(200),
    "GET /desk/<slug>/export.zip": editors(200),
    "GET /desk/<slug>/publish": editors(200),
    "POST /desk/<slug>/publish": editors(422),
    "GET /desk/<slug>/sharing": administrators(200),  # And to the owner; the README's bank has none.
    "POST /desk/<slug>/sharing": administrators(303, do="show", visibility="public"),
    "GET /desk/reports": editors(200),
    "GET /desk/reports/<report_id>": editors(200),
    "POST /desk/reports/<report_id>": editors(303, outcome="fine", answer="It is."),
    "GET /desk/review-by": editors(200),
    "GET /report/<attempt_id>/<int:position>": known(200),
    "POST /report/<attempt_id>/<int:position>": known(303, kind="key"),
    "GET /report/fact/<slug>/<fact_slug>": everyone(200),
    "POST /report/fact/<slug>/<fact_slug>": everyone(303, kind="fact"),
    "GET /reports": known(200),
    "POST /reports/seen": known(303),
    "GET /rooms": teachers(200),
    "POST /rooms": teachers(303, bank="farhaven", length="3", seconds="30"),
    "GET /rooms/<room_id>": teachers(200),
    "POST /rooms/<room_id>/do": teachers(303, do="lock"),
    "POST /rooms/<room_id>/helper": teachers(200),
    "GET /rooms/<room_id>/helper/<secret>": everyone(303),
    "POST /rooms/<room_id>/players/<player_id>": teachers(303, state="out"),
    "POST /rooms/<room_id>/rematch": teachers(303),
    "GET /rooms/<room_id>/stream": teachers(200),
    "GET /rooms/<room_id>/view": teachers(200),
    "GET /rooms/new": teachers(200),
    "GET /results/<activity_id>": teachers(200),
    "GET /results/<activity_id>/rulings": teachers(200),
    "GET /results/<activity_id>/rulings/<int:revision_id>": teachers(200),
    "POST /results/<activity_id>/rulings/<int:revision_id>": teachers(303, kind="dropped", why="It was ambiguous."),
    "GET /results/<activity_id>/rulings/<int:revision_id>/answers/<int:answer_id>": teachers(200),
    "POST /results/<activity_id>/rulings/<int:revision_id>/answers/<int:answer_id>": teachers(
        303, score="1", why="So."
    ),
    "GET /results/<activity_id>/rulings/<int:revision_id>/preview": teachers(400),
    "GET /results/<activity_id>/rulings/lift/<int:ruling_id>": teachers(200),
    "POST /results/<activity_id>/rulings/lift/<int:ruling_id>": teachers(303, why="It was not."),
    "GET /rulings": known(200),
    "POST /rulings/seen": known(303),
    "GET /results/<activity_id>/answers.csv": teachers(200),
    "GET /results/<activity_id>/items": teachers(200),
    "GET /results/<activity_id>/points.csv": teachers(200),
    "GET /results/<activity_id>/pupils/<pupil_id>": teachers(200),
    "GET /results/<activity_id>/results.xlsx": teachers(200),
    "GET /classes/<class_id>/forecast": teachers(200),
    "GET /classes/<class_id>/results": teachers(200),
    "GET /classes/<class_id>/results.csv": teachers(200),
    "GET /classes/<class_id>/results.xlsx": teachers(200),
    "GET /settings": everyone(200),
    "POST /settings": everyone(303, **SETTINGS),
    "GET /static/<digest>/<path:name>": everyone(200),
    "GET /tasks": everyone(200),
    "GET /tasks/<activity_id>": known(200),
    "POST /tasks/<activity_id>": known(303),
    "GET /tasks/attempt/<attempt_id>": known(303),
    "GET /tasks/attempt/<attempt_id>/<int:position>": known(200),
    "POST /tasks/attempt/<attempt_id>/<int:position>": known(303, unknown="1"),
    "GET /tasks/attempt/<attempt_id>/hand-in": known(200),
    "POST /tasks/attempt/<attempt_id>/hand-in": known(303),
}


def app_at(folder: Path, template: Path) -> Flask:
    """The app on a database of its own, with the README's bank."""
    copy(template, folder / "quizapp.db")
    app = create_app(
        Config(home=folder, database_url=f"sqlite:///{folder / 'quizapp.db'}", secret_key=uuid4().hex),
    )
    load_into(app, example_bank(folder))
    return app


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Stage]:
    """One app for all rows. Passwords are hashed with parameters that take no time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        passwords._nobody.cache_clear()
        app = app_at(tmp_path_factory.mktemp("roles"), sqlite_template)
        yield Stage(app)
        with app.app_context():
            db.engine.dispose()
    passwords._nobody.cache_clear()


def routes(app: Flask) -> dict[str, Rule]:
    """Every rule by "METHOD address", as the table names it."""
    return {
        f"{method} {rule.rule}": rule
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def ask(stage: Stage, player: Player, name: str, values: dict[str, Any], token: str = "") -> int:
    """The status of a request for a route; without a token, with a good one."""
    method, form = name.split(maxsplit=1)[0], ROWS[name].form
    address = build(stage, routes(stage.app)[name], values)
    if method != "POST":
        return opened(player, method, address)
    token = token or player.token()
    if "json" in form:
        return opened(player, method, address, json=form["json"], headers={"X-CSRFToken": token})
    fresh = {field: value() if callable(value) else value for field, value in form.items()}
    return opened(player, method, address, data={"csrf_token": token, **fresh})


def build(stage: Stage, rule: Rule, values: dict[str, Any]) -> str:
    """An address."""
    return stage.app.url_map.bind("localhost").build(rule.endpoint, values)


def opened(player: Player, method: str, address: str, **more: Any) -> int:
    """The status of a request."""
    with player.client.open(address, method=method, **more) as response:
        return response.status_code


def test_every_route_has_a_row_and_every_row_a_route(stage: Stage) -> None:
    found = routes(stage.app)
    missing = [f'    "{name}": everyone(200),' for name in sorted(found) if name not in ROWS]
    wanted = "who may do this? Add to ROWS, with everyone, known, users, teachers, editors or administrators:\n"
    assert not missing, wanted + "\n".join(missing)
    assert set(ROWS) - set(found) == set(), "these rows have no route any more"


@pytest.mark.parametrize("name", ROWS)
def test_row(stage: Stage, name: str) -> None:
    rule, statuses = routes(stage.app)[name], []
    for role in CAST:
        player = stage.enter(role)
        values = stage.own(rule, player, role)
        statuses.append(ask(stage, player, name, values))
        if name.startswith("GET"):
            assert opened(player, "HEAD", build(stage, rule, values)) == statuses[-1]
    assert dict(zip(CAST, statuses, strict=True)) == dict(zip(CAST, ROWS[name].statuses, strict=True))


@pytest.mark.parametrize("name", [name for name in ROWS if "<" in name])
def test_what_is_not_theirs_or_not_there_is_not_found_whoever_asks(stage: Stage, name: str) -> None:
    rule = routes(stage.app)[name]
    for role in CAST:
        for variable, value in stage.others(rule).items():
            player = stage.enter(role)
            values = {**stage.own(rule, player, role), variable: value}
            assert ask(stage, player, name, values) == 404, (role, variable)


@pytest.mark.parametrize("name", [name for name in ROWS if name.startswith("POST")])
def test_nothing_is_done_without_a_token(stage: Stage, name: str) -> None:
    rule = routes(stage.app)[name]
    for role in CAST:
        player = stage.enter(role)
        assert ask(stage, player, name, stage.own(rule, player, role), token="made-up") == 400, role


@pytest.mark.parametrize("address", sorted({name.split()[1] for name in ROWS}))
def test_a_method_that_is_not_declared_is_405(stage: Stage, address: str) -> None:
    declared = {name.split()[0]: rule for name, rule in routes(stage.app).items() if name.split()[1] == address}
    rule = next(iter(declared.values()))
    for role in CAST:
        player = stage.enter(role)
        path, form = build(stage, rule, stage.own(rule, player, role)), {"csrf_token": player.token()}
        for method in METHODS:
            if method not in declared:
                assert opened(player, method, path, data=form) == 405, (role, method)
        with player.client.options(path) as response:
            assert response.status_code == 200
            assert set(declared) <= set(response.headers["Allow"].split(", "))
