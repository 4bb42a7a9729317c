"""Handing messages to a mail server."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from contextlib import closing
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import SplitResult, unquote, urlsplit

from storefront.config import Settings
from storefront.mail.models import OutboxMessage
from storefront.mail.services import DeliveryFailed

SECONDS = 20
SUBMISSION, IMPLICIT_TLS = 587, 465


def deliver_by_smtp(settings: Settings) -> Callable[[OutboxMessage], None]:
    """Return what hands a message to the server named by `SMTP_URL`."""

    def deliver(message: OutboxMessage) -> None:
        if settings.smtp_url is None:
            raise DeliveryFailed("no mail server is set: SMTP_URL is empty")
        try:
            _hand_over(settings.smtp_url, _composed(message, settings))
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            raise DeliveryFailed(f"recipient refused: {code}", for_good=code >= 500) from error
        except (smtplib.SMTPException, OSError) as error:
            raise DeliveryFailed(f"{type(error).__name__}: {error}") from error

    return deliver


def _composed(message: OutboxMessage, settings: Settings) -> EmailMessage:
    """Write the e-mail as the wire wants it; its number is the same at every try (RFC 5322)."""
    email = EmailMessage()
    email["From"] = settings.mail_from
    email["To"] = message.recipient
    email["Subject"] = message.subject
    email["Date"] = format_datetime(message.created_at)
    domain = settings.mail_from.rpartition("@")[2].rstrip(">")
    email["Message-ID"] = f"<outbox-{message.id}-{message.created_at:%Y%m%d%H%M%S%f}@{domain}>"
    email["Auto-Submitted"] = "auto-generated"
    email.set_content(message.body)
    return email


def _hand_over(url: str, email: EmailMessage) -> None:
    address = urlsplit(url)
    with closing(_connect(address)) as server:
        if address.username:
            server.login(unquote(address.username), unquote(address.password or ""))
        server.send_message(email)
        server.quit()


def _connect(address: SplitResult) -> smtplib.SMTP:
    """Open the connection: smtps:// speaks TLS from the first byte, smtp:// when it is offered."""
    host, tls = address.hostname or "localhost", ssl.create_default_context()
    if address.scheme == "smtps":
        return smtplib.SMTP_SSL(host, address.port or IMPLICIT_TLS, timeout=SECONDS, context=tls)
    server = smtplib.SMTP(host, address.port or SUBMISSION, timeout=SECONDS)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=tls)
    elif address.username:
        server.close()
        raise smtplib.SMTPNotSupportedError("no TLS is offered: the password is not sent")
    return server
