"""Handing mail to a real server: with TLS and passwords, and what is told of a server that does not take it."""

import logging
from collections.abc import Callable

import pytest
from fixtures.mail import MailServer, silent

from quizapp.config import Mail
from quizapp.web.account import mail as mails
from quizapp.web.account.mail import deliver

MailServers = Callable[..., MailServer]


def mail(port: int, **more: object) -> Mail:
    return Mail(**{"host": "127.0.0.1", "port": port, "tls": False, "sender": "Quiz App <quiz@example.org>", **more})  # type: ignore[arg-type]


def send(to: Mail, recipient: str = "ada@example.org") -> bool:
    return deliver(to, recipient, "A subject: é", "A line.\n.dotted\n")


def test_a_mail_arrives(mail_server: MailServers) -> None:
    server = mail_server()
    assert send(mail(server.port))
    got = server.next()
    assert (got.recipients, got.safe, got.user) == (["ada@example.org"], False, "")
    assert got.mail["From"] == "Quiz App <quiz@example.org>"
    assert (got.mail["To"], got.mail["Subject"]) == ("ada@example.org", "A subject: é")
    assert got.mail["Message-ID"].endswith("@example.org>")
    assert got.mail.get_content() == "A line.\n.dotted\n"


@pytest.mark.parametrize("at_once", [False, True])
def test_tls_and_a_password(mail_server: MailServers, certificate: object, at_once: bool) -> None:
    server = mail_server(tls=certificate, at_once=at_once, password="pass/word")
    assert send(mail(server.port, tls=at_once, user="me", password="pass/word"))
    got = server.next()
    assert (got.safe, got.user) == (True, "me")


def test_a_certificate_of_a_server_elsewhere_is_checked(mail_server: MailServers, certificate: object) -> None:
    server = mail_server(tls=certificate)
    assert not send(mail(server.port, host="0.0.0.0"))  # This machine, but not by a name that says so.
    assert server.got.empty()


def test_nothing_goes_openly_to_a_server_elsewhere(mail_server: MailServers, caplog: pytest.LogCaptureFixture) -> None:
    server = mail_server()
    assert not send(mail(server.port, host="0.0.0.0"))
    assert server.got.empty()
    assert "NotSafe" in caplog.text


def test_a_failure_is_told_without_anything_personal(
    mail_server: MailServers, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mails, "SECONDS", 0.2)
    refusing, asking = mail_server(refuses="550 No ada@example.org here"), mail_server(password="right")
    with silent() as deaf, caplog.at_level(logging.DEBUG):
        assert not send(mail(refusing.port))
        assert not send(mail(asking.port, user="me@secret", password="wrong"))
        assert not send(mail(deaf.getsockname()[1]))
    assert not send(mail(1))
    lines = [record.getMessage() for record in caplog.records]
    assert [line.split(": ")[1].split()[0] for line in lines] == [
        "SMTPRecipientsRefused",
        "SMTPAuthenticationError",
        "SMTPServerDisconnected",
        "ConnectionRefusedError",
    ]
    assert "535" in lines[1]
    assert not any(word in caplog.text for word in ("ada@example.org", "me@secret", "wrong", "Traceback"))


@pytest.mark.parametrize("recipient", ["a,b@example.org", "a b@example.org", "<a@b.c>", "a@b.c\nBcc: x@y.z", "ä@b.c"])
def test_only_one_plain_address_is_written_to(mail_server: MailServers, recipient: str) -> None:
    server = mail_server()
    assert not send(mail(server.port), recipient)
    assert server.got.empty()
