"""Mail by the server that is configured. What goes wrong is logged without addresses, passwords or what was written."""

import logging
import smtplib
import ssl
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from quizapp.config import Mail

SECONDS = 10
"""A server that says nothing for so long gets no mail."""

log = logging.getLogger("quizapp.mail")


class NotSafe(smtplib.SMTPException):
    """A server elsewhere that offers no TLS: neither a password nor a link may travel openly."""


def deliver(mail: Mail, to: str, subject: str, text: str) -> bool:
    """Hand a mail over to the server; returns whether it was taken. Takes seconds: not for a request to wait for."""
    try:
        message = _message(mail, to, subject, text)
        with _connect(mail) as server:
            if mail.user:
                server.login(mail.user, mail.password)
            server.send_message(message, to_addrs=[to])
    except (OSError, smtplib.SMTPException, MessageError, ValueError, IndexError) as error:
        # Its own words may repeat the address or the user, so only the kind of error and the code are told.
        code = getattr(error, "smtp_code", None) or getattr(error, "errno", None) or ""
        log.error("%s, port %d, did not take a mail: %s %s", mail.host, mail.port, type(error).__name__, code)
        return False
    return True


def _message(mail: Mail, to: str, subject: str, text: str) -> EmailMessage:
    """Raises MessageError, ValueError or IndexError for a recipient that is not one plain address."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = mail.sender, Address(addr_spec=to), subject
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=mail.sender.rpartition("@")[2].rstrip(">"))
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message


def _connect(mail: Mail) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if mail.local:  # Nobody listens in between, and such a server's certificate names another host.
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    if mail.tls:
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=SECONDS, context=context)
    server = smtplib.SMTP(mail.host, mail.port, timeout=SECONDS)
    try:
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=context)
        elif not mail.local:
            raise NotSafe
    except BaseException:
        server.close()
        raise
    return server
