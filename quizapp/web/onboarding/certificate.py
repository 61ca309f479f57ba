"""A certificate at its public address, for whoever has it: to be printed, and to be verified."""

from flask import abort, render_template, request, url_for

from quizapp.core.bank_data import meta_from_data
from quizapp.storage import certificates, certified
from quizapp.web import identity
from quizapp.web.database import db


def show(certificate_id: str) -> str:
    """The sheet; below it whether it holds, and what has happened to its facts."""
    session, who = db.session(), identity.who()
    found = certificates.by_public_id(session, certificate_id) or abort(404)
    marks = certified.marks(session, found)
    return render_template(
        "onboarding/certificate.html",
        certificate=found,
        as_of=meta_from_data(found.bank, found.bank_data).brief.as_of,
        bank_title=found.bank_data["title"],
        marks=marks,
        state=certified.state(found, marks, identity.now()),
        before=certificates.by_id(session, found.renews_id) if found.renews_id else None,
        later=certificates.renewal_of(session, found.id) if found.renewed else None,
        own=who is not None and who.id == found.learner_id,
        address=url_for("onboarding.certificate", certificate_id=certificate_id, _external=True),
        place=request.host,
    )
