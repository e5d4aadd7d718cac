"""Delivery reports as mail servers write them, about a mail of ours that came back."""

from email import message_from_bytes

WHO = "grazyna@warta.example.pl"

POSTFIX = """\
Return-Path: <>
From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: zapisy@example.org
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="4bXk2h1Lz9z3.1764150000/mx.example.org"
Message-Id: {name}

This is a MIME-encapsulated message.

--4bXk2h1Lz9z3.1764150000/mx.example.org
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients.

--4bXk2h1Lz9z3.1764150000/mx.example.org
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
X-Postfix-Queue-ID: 4bXk2h1Lz9z3
X-Postfix-Sender: rfc822; zapisy@example.org
Arrival-Date: Mon,  1 Jun 2026 14:00:00 +0200 (CEST)

Final-Recipient: rfc822; {who}
Original-Recipient: rfc822;{who}
Action: {action}
Status: {status}
Remote-MTA: dns; poczta.warta.example.pl
Diagnostic-Code: smtp; 550 {status} <{who}>: Recipient address rejected: User
    unknown in virtual mailbox table

--4bXk2h1Lz9z3.1764150000/mx.example.org
Content-Description: Undelivered Message
Content-Type: message/rfc822

{mail}

--4bXk2h1Lz9z3.1764150000/mx.example.org--
"""

EXCHANGE = """\
From: <postmaster@urzad.example.pl>
To: <zapisy@example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="b6b6cf3c-0f0a-4b2c-8e9f-7e6c1d2f3a4b"
X-MS-Exchange-Message-Is-Ndr:
Content-Language: pl-PL
Message-ID: {name}
Subject: =?utf-8?B?TmllIG1vxbxuYSBkb3N0YXJjennEhw==?=

--b6b6cf3c-0f0a-4b2c-8e9f-7e6c1d2f3a4b
Content-Type: multipart/alternative; differences=Content-Type;
	boundary="inside"

--inside
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

Skrzynka pocztowa adresata jest pe=C5=82na.

--inside--

--b6b6cf3c-0f0a-4b2c-8e9f-7e6c1d2f3a4b
Content-Type: message/delivery-status

Reporting-MTA: dns;PR3PR04MB1234.eurprd04.prod.outlook.com
Received-From-MTA: dns;mx.example.org
Arrival-Date: Mon, 1 Jun 2026 12:00:00 +0000

Final-Recipient: rfc822;{who}
Action: {action}
Status: {status}
Diagnostic-Code: smtp;554 {status} STOREDRV.Deliver.Exception:QuotaExceededException; Failed to process message
X-Display-Name: {who}


--b6b6cf3c-0f0a-4b2c-8e9f-7e6c1d2f3a4b
Content-Type: text/rfc822-headers

{head}

--b6b6cf3c-0f0a-4b2c-8e9f-7e6c1d2f3a4b--
"""

GMAIL = """\
From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
To: zapisy@example.org
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
References: {returned}
In-Reply-To: {returned}
X-Failed-Recipients: {who}
Message-ID: {name}
MIME-Version: 1.0
Content-Type: multipart/report; boundary="000000000000c0ffee"; report-type=delivery-status

--000000000000c0ffee
Content-Type: multipart/related; boundary="000000000000c0ff00"

--000000000000c0ff00
Content-Type: text/plain; charset="UTF-8"

** Message blocked **

--000000000000c0ff00--
--000000000000c0ffee
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.example
Arrival-Date: Mon, 01 Jun 2026 05:00:00 -0700 (PDT)
X-Original-Message-ID: {returned}

Final-Recipient: rfc822; {who}
Action: {action}
Status: {status}
Remote-MTA: dns; aspmx.l.google.example. (192.0.2.26, the server for the domain.)
Diagnostic-Code: smtp; 550-{status} Our system has detected that this message is likely unsolicited mail.
Last-Attempt-Date: Mon, 01 Jun 2026 05:00:01 -0700 (PDT)

--000000000000c0ffee
Content-Type: message/rfc822

{mail}
--000000000000c0ffee--
"""


def returned(
    mail, shape=POSTFIX, *, who=WHO, action="failed", status="5.1.1", name="<dsn-1@mx.example.org>"
) -> bytes:
    """A report of this shape about the mail whose bytes these are."""
    head = mail.replace(b"\r\n", b"\n").partition(b"\n\n")[0].decode()
    told = shape.format(
        mail=mail.decode().replace("\r\n", "\n"),
        head=head,
        returned=message_from_bytes(mail)["Message-ID"],
        who=who,
        action=action,
        status=status,
        name=name,
    )
    return told.replace("\n", "\r\n").encode()
