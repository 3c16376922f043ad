"""E-mail, through Django's backend (EMAIL_URL).

`Message-ID` is made from our key, so that a mail that is sent twice is one in most mailboxes.
"""

import hashlib
import smtplib
import socket
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import translation
from django.utils.translation import gettext as _

from notices.channels.results import Outcome, Result
from notices.links import wishes_url
from notices.models import Message, Recipient

#: Seconds for each step of the conversation with the mail server.
TIMEOUT = 15


def send(message: Message) -> Result:
    connection = get_connection(timeout=TIMEOUT)
    try:
        connection.open()
    except smtplib.SMTPAuthenticationError:
        return Result(Outcome.PASSING, "the mail server refused our password", is_down=True)
    except (OSError, smtplib.SMTPException) as error:
        return Result(Outcome.PASSING, f"no connection: {type(error).__name__}", is_down=True)
    try:
        connection.send_messages([mail(message)])
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _words in error.recipients.values()]
        passing = all(400 <= code < 500 for code in codes)
        return Result(Outcome.PASSING if passing else Outcome.REFUSED, f"recipient: {codes}")
    except smtplib.SMTPResponseException as error:
        passing = 400 <= error.smtp_code < 500
        return Result(Outcome.PASSING if passing else Outcome.REFUSED, f"answer {error.smtp_code}")
    except (OSError, smtplib.SMTPException) as error:
        return Result(Outcome.UNSURE, f"no answer: {type(error).__name__}")
    finally:
        _close(connection)
    return Result(Outcome.SENT)


def mail(message: Message) -> EmailMessage:
    """A plain mail, with the way out that mail programs show as a button (RFC 8058)."""
    stop = wishes_url(message.phone)
    sender = message.office.name if message.office else settings.PRODUCT_NAME
    with translation.override(Recipient.of(message.phone).language):
        subject = _("Message from %(office)s") % {"office": sender}
        foot = _("No more messages like this: %(link)s") % {"link": stop}
    return EmailMessage(
        subject,
        f"{message.text}\n\n-- \n{foot}\n",
        to=[message.email],
        headers={
            "Message-ID": f"<{message_id(message)}>",
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )


def message_id(message: Message) -> str:
    """The same for every try."""
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or socket.gethostname()
    return f"{hashlib.sha256(message.key.encode()).hexdigest()[:32]}@{host}"


def _close(connection: object) -> None:
    """The mail is where it is; a server that hangs up first is no failure."""
    try:
        connection.close()  # type: ignore[attr-defined]
    except (OSError, smtplib.SMTPException):
        return
