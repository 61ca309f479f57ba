"""The sheets of an assignment or a room, ready for the printer."""

from dataclasses import dataclass

from flask import abort, render_template, request

from quizapp.core import paper as sheets
from quizapp.core.assignment import assignment_from
from quizapp.core.notation import write
from quizapp.core.paper import VERSIONS, Line
from quizapp.core.question import Text
from quizapp.storage import activities, contested, papers
from quizapp.storage.activities import ActivityRow
from quizapp.storage.papers import Paper
from quizapp.storage.results.rules import standing
from quizapp.web import roles
from quizapp.web.database import db
from quizapp.web.rulings.words import right_words

KINDS = ("assignment", "room")
SIZES = ("a4", "letter")


def setup(activity_id: str) -> str:
    """What to print: how many versions, and the size of the paper."""
    activity, paper = printed(activity_id, KINDS)
    return render_template(
        "paper/setup.html",
        activity=activity,
        count=len(sheets.sheet(paper.asked, VERSIONS[0])),
        drawn=assignment_from(activity.settings).draw == "individual",
        versions=VERSIONS,
    )


def show(activity_id: str) -> str:
    """The sheets, one version after another, then the keys for the teacher."""
    activity, paper = printed(activity_id, KINDS)
    count, size = request.args.get("versions", "1"), request.args.get("size", SIZES[0])
    if count not in {str(number) for number in range(1, len(VERSIONS) + 1)} or size not in SIZES:
        abort(400)
    versions = {version: sheets.sheet(paper.asked, version) for version in VERSIONS[: int(count)]}
    return render_template(
        "paper/sheet.html",
        activity=activity,
        versions=versions,
        briefs=paper.briefs,
        keys={version: keys(lines) for version, lines in versions.items()} if "key" in request.args else {},
        proofs=paper.proofs,
        ruled=_ruled(activity) if "key" in request.args else {},
        size=size,
    )


@dataclass(frozen=True, slots=True)
class Ruled:
    """What a teacher ruled on a question: a key that is printed later tells it."""

    dropped: bool
    right: tuple[tuple[Text, ...], ...]


def _ruled(activity: ActivityRow) -> dict[int, Ruled]:
    """By question revision; nothing for those whose own key stands."""
    session = db.session()
    asked = {each.question_revision_id: each for each in contested.questions(session, activity.id)}
    return {
        revision_id: Ruled(rule.dropped, right_words(session, activity.id, asked[revision_id], rule.right))
        for revision_id, rule in standing(session, activity.id).items()
        if revision_id in asked
    }


def printed(activity_id: str, kinds: tuple[str, ...]) -> tuple[ActivityRow, Paper]:
    """What the user runs, with what it prints; 404 for anything else."""
    account = roles.holder("teacher")
    activity = activities.run(db.session(), account.user_id, activity_id, kinds) or abort(404)
    return activity, papers.paper(db.session(), activity.id)


def keys(lines: tuple[Line, ...]) -> list[tuple[Line, str]]:
    """What is to be written on each line, as a pupil would."""
    return [(line, write(line.question, line.seed)) for line in lines]
