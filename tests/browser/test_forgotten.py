"""A forgotten password, from the log-in page by a mail to a new one, at the real server with a real mail server."""

import re
from collections.abc import Callable

from fixtures.account import PASSWORD
from fixtures.answers import Answers
from fixtures.inspection import accessibility, overflow, small_targets
from fixtures.learner import Learner
from fixtures.mail import MailServer
from fixtures.server import Starter
from playwright.sync_api import Browser, expect

NEW = "long boats 2026"


def test_a_new_password_by_mail(
    chromium: Browser, start_server: Starter, mail_server: Callable[..., MailServer]
) -> None:
    sink = mail_server(password="for the server")
    server = start_server(
        QUIZAPP_SMTP_URL=f"smtp://me:for%20the%20server@127.0.0.1:{sink.port}",
        QUIZAPP_MAIL_FROM="Quizapp <quiz@example.org>",
        QUIZAPP_HOSTS="quiz.example",
    )
    context = chromium.new_context()
    answers = Answers(server.home)
    ada = Learner(context.new_page(), server.url, answers)
    ada.send("/account/sign-up", {"name": "Ada Lund", "email": "ada@example.org", "password": PASSWORD})
    context.clear_cookies()
    ada.open("/account/log-in")
    ada.link("I forgot my password")
    assert looks(ada) == []
    ada.button("Send me a link")
    expect(ada.page.get_by_role("alert")).to_have_text("Type your name or your e-mail address.")
    assert looks(ada) == []
    ada.page.get_by_label("Name or e-mail address").fill("ada@example.org")
    ada.button("Send me a link")
    expect(ada.page.get_by_role("status")).to_contain_text("a link is on its way")
    assert looks(ada) == []
    got = sink.next()
    assert (got.user, got.recipients) == ("me", ["ada@example.org"])
    link = re.search(r"^http://quiz\.example(/account/reset/\S+)$", got.mail.get_content(), re.M)
    assert link
    ada.open(link[1])
    ada.page.get_by_label("New password").fill(NEW)
    ada.button("Set it")
    expect(ada.headline).to_have_text("Ada Lund")
    context.close()
    answers.close()
    told = server.log.read_text()
    assert "/account/forgotten" in told
    assert not any(word in told for word in ("ada@example.org", "Ada Lund", "for the server", link[1]))


def looks(learner: Learner) -> list[str]:
    """What is wrong with the page in front of them."""
    found = accessibility(learner.page) + overflow(learner.page) + small_targets(learner.page) + learner.complaints
    learner.complaints.clear()
    learner.page.set_viewport_size({"width": 1280, "height": 800})
    return found
