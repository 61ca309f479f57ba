"""What is live of a bank as the files of its folder."""

from flask import Response, render_template

from quizapp.actions.desk.export import NotWritable, archive
from quizapp.storage import workspace
from quizapp.web.database import db
from quizapp.web.desk.access import edited

Page = Response | tuple[str, int]


def show(slug: str) -> Page:
    """The archive, or why there is none."""
    _, row = edited(slug)
    bank_id = row.id
    try:
        packed = archive(db.session(), bank_id)
    except NotWritable as error:
        bank = workspace.brief(slug, workspace.data(db.session(), bank_id))
        return render_template("questions_desk/not_writable.html", slug=slug, bank=bank, problem=str(error)), 409
    headers = {"Content-Disposition": f'attachment; filename="{slug}.zip"'}
    return Response(packed, mimetype="application/zip", headers=headers)
