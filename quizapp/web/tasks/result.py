"""What came of one attempt: a receipt until results are told, then the score and every answer with its proof."""

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from quizapp.core.assignment import passes
from quizapp.storage import asked, rulings, todo
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.study.feedback import feedback_of
from quizapp.web.study.question import next_url
from quizapp.web.tasks import one
from quizapp.web.tasks.run import TASK, settled, task_of


def show(attempt_id: str) -> str | Response:
    """On to what is still open; a receipt; or the result."""
    attempt = settled(attempt_id)
    if not attempt.finished_at:
        return redirect(next_url(TASK, attempt, 0), 303)
    task, session, who = task_of(attempt), db.session(), identity.somebody()
    shared = {
        "task": task,
        "late": "late" in request.args,
        "in_time": attempt.finished_at < task.deadline(attempt.started_at),
        "zone": who.zone,
        **TASK.told(attempt),
    }
    if not task.told:
        answered = asked.answered(session, attempt.id).values()
        return render_template("tasks/receipt.html", done=sum(answered), all=len(answered), **shared)
    items = asked.items(session, attempt.id)
    score = one.score(task.activity.id, attempt.id)
    found = todo.todo(session, who.id, task.activity.public_id)
    tried = one.tries(found) if found else []
    return render_template(
        "tasks/result.html",
        items=items,
        feedback=feedback_of(session, who.id, items),
        dropped=rulings.dropped(session, task.activity.id),
        score=score,
        passed=passes(score.share, task.settings.pass_mark),
        several=len(tried) > 1,
        counts=any(each.counts for each in tried if each.attempt.id == attempt.id),
        **shared,
    )
