"""Accounts: the URL table."""

from flask import Blueprint

from quizapp.web.account import email, forgotten, log_in, log_out, password, show, sign_up

blueprint = Blueprint("account", __name__)

for rule, name, view, methods in (
    ("/account", "show", show.show, ["GET"]),
    ("/account/sign-up", "sign_up", sign_up.show, ["GET"]),
    ("/account/sign-up", "signed_up", sign_up.post, ["POST"]),
    ("/account/log-in", "log_in", log_in.show, ["GET"]),
    ("/account/log-in", "logged_in", log_in.post, ["POST"]),
    ("/account/log-in/guest", "join", log_in.join, ["POST"]),
    ("/account/forgotten", "forgotten", forgotten.show, ["GET"]),
    ("/account/forgotten", "link_asked", forgotten.post, ["POST"]),
    ("/account/log-out", "log_out", log_out.here, ["POST"]),
    ("/account/log-out/everywhere", "log_out_everywhere", log_out.everywhere, ["POST"]),
    ("/account/password", "password", password.show, ["GET"]),
    ("/account/password", "password_changed", password.change, ["POST"]),
    ("/account/email", "email", email.show, ["GET"]),
    ("/account/email", "email_changed", email.change, ["POST"]),
    ("/account/reset/<secret>", "reset", password.show_link, ["GET"]),
    ("/account/reset/<secret>", "reset_done", password.use_link, ["POST"]),
):
    blueprint.add_url_rule(rule, name, view, methods=methods)
