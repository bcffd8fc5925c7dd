"""A mail host for tests, on loopback: aiosmtpd (Debian's python3-aiosmtpd), or a small one of its own for what no proper host does.

It writes its port to FOLDER/port when it takes connections, and to FOLDER/record.jsonl, one line each, what it sees: connections, users, messages.
What it does with a message follows from the local part of the recipient:

  nobody      550 to RCPT                      full        552 to the whole message
  busy-N      451 to RCPT, N times             later-N     451 to the whole message, N times
  closing     421 to the whole message, and closes
  slow-N      takes the message N seconds after its end

and of the small host only:

  dot         takes the message and closes without a reply
  reset       takes the message and resets the connection without a reply
  middle      resets the connection within the message
  early       421 to RCPT, and closes          hang        never answers the whole message
  silent      never answers RCPT               stuck       stops reading within the message
  odd         answers the whole message with 354
"""

import argparse
import asyncio
import base64
import hashlib
import json
import logging
import os
import socket
import ssl
import struct

from aiosmtpd.smtp import AuthResult, LoginPassword, SMTP

arguments = argparse.ArgumentParser()
arguments.add_argument("folder")
arguments.add_argument("--kind", choices=["aiosmtpd", "small"], default="aiosmtpd")
arguments.add_argument("--security", choices=["none", "starttls", "implicit"], default="none")
arguments.add_argument("--certificate")
arguments.add_argument("--key")
arguments.add_argument("--oldest-tls-only", action="store_true", help="TLS 1.1 and nothing newer")
arguments.add_argument("--user")
arguments.add_argument("--password", help="of the user, or the token of XOAUTH2")
arguments.add_argument("--mechanisms", default="LOGIN PLAIN XOAUTH2", help="of AUTH; empty for none")
arguments.add_argument("--size", type=int, default=100_000_000)
arguments.add_argument("--greeting", help="of the small host, in place of 220")
arguments.add_argument("--auth-reply", help="the small host's reply to the last line of AUTH; {} stands for what it was sent")
arguments.add_argument("--close-after", type=int, default=0, help="the small host closes after this many messages of a connection, once they are answered")
arguments.add_argument("--farewell", help="what the small host says before it closes after a message, unasked")
options = arguments.parse_args()

record_file = open(os.path.join(options.folder, "record.jsonl"), "a", encoding="utf-8")
tries = {}
connections = 0


def record(event, **facts):
    record_file.write(json.dumps({"event": event, **facts}) + "\n")
    record_file.flush()


def record_message(sender, recipients, content, tls, mechanism, user, connection):
    record(
        "message", sender=sender, recipients=recipients, sha256=hashlib.sha256(content).hexdigest(), size=len(content), tls=tls, mechanism=mechanism,
        user=user, connection=connection)


def again(recipient):
    """Whether a recipient `busy-N` or `later-N` is still to be put off."""
    tries[recipient] = tries.get(recipient, 0) + 1
    return tries[recipient] <= number(recipient)


def number(recipient):
    return int(recipient.split("@")[0].rsplit("-", 1)[1])


class Host(SMTP):
    """aiosmtpd, which also counts its connections and takes the long lines of a token."""

    line_length_limit = 16_384

    def connection_made(self, transport):
        global connections
        if not hasattr(self, "number"):
            connections += 1
            self.number = connections
            record("connection", connection=self.number)
        super().connection_made(transport)

    async def smtp_QUIT(self, arg):
        record("quit", connection=self.number)
        await super().smtp_QUIT(arg)


class Handler:
    """What aiosmtpd asks."""

    async def handle_EHLO(self, server, session, envelope, hostname):
        session.host_name = hostname
        record("hello", name=hostname)
        return "250 HELP"

    async def auth_XOAUTH2(self, server, args):
        said = base64.b64decode(args[1]) if len(args) > 1 else await server.challenge_auth("")
        user, token = (part.split(b"=", 1)[1].decode() for part in said.rstrip(b"\1").split(b"\1"))
        login = LoginPassword(user.encode(), token.removeprefix("Bearer ").encode())
        return authenticate(server, server.session, None, "XOAUTH2", login)

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address.startswith("nobody@"):
            return "550 5.1.1 No such user"
        if address.startswith("busy-") and again(address):
            return "451 4.3.0 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        recipient = envelope.rcpt_tos[0]
        if recipient.startswith("full@"):
            return "552 5.2.2 Mailbox full"
        if recipient.startswith("later-") and again(recipient):
            return "451 4.7.1 Greylisted, try again later"
        if recipient.startswith("closing@"):
            await server.push("421 4.3.2 Shutting down")
            server.transport.close()
            return "421 4.3.2 Shutting down"
        if recipient.startswith("slow-"):
            await asyncio.sleep(number(recipient))
        mechanism, user = session.auth_data if session.auth_data else (None, None)
        record_message(
            envelope.mail_from, envelope.rcpt_tos, envelope.original_content, server.transport.get_extra_info("ssl_object") is not None, mechanism, user,
            server.number)
        return "250 2.0.0 OK: queued as %08d" % envelope_number()


count = 0


def envelope_number():
    global count
    count += 1
    return count


def authenticate(server, session, envelope, mechanism, login):
    user, password = login.login.decode(), login.password.decode()
    is_known = (user, password) == (options.user, options.password)
    record("user", mechanism=mechanism, user=user, known=is_known)
    return AuthResult(success=is_known, handled=False, auth_data=(mechanism, user), message="235 2.7.0 Authenticated" if is_known else "535 5.7.8 Wrong")


async def small_host(reader, writer):
    """One connection of the small host."""
    global connections
    connections += 1
    own = connections
    record("connection", connection=own)
    try:
        await SmallTalk(reader, writer, own).run()
    except (ConnectionError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()


class SmallTalk:
    def __init__(self, reader, writer, own):
        self.reader, self.writer, self.own = reader, writer, own
        self.sender, self.recipient, self.user, self.taken = None, None, None, 0

    async def say(self, text):
        self.writer.write(text.encode() + b"\r\n")
        await self.writer.drain()

    async def line(self):
        return (await self.reader.readuntil(b"\r\n"))[:-2].decode()

    def reset(self):
        """Closes at once: the other side sees a reset."""
        self.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()

    async def run(self):
        await self.say(options.greeting or "220 small.test")
        while True:
            line = await self.line()
            verb = line[:4].upper()
            if verb == "EHLO":
                await self.say("250-small.test\r\n250-SIZE %d%s\r\n250 HELP" % (
                    options.size, "\r\n250-AUTH " + options.mechanisms if options.user and options.mechanisms else ""))
            elif verb == "AUTH":
                await self.say("334 ")
                said = await self.line()
                self.user = base64.b64decode(said).split(b"\0")[1].decode()
                await self.say((options.auth_reply or "235 OK").replace("{}", said))
            elif verb == "MAIL":
                self.sender = line[10:].split(">")[0]
                await self.say("250 OK")
            elif verb == "RCPT":
                self.recipient = line[9:].split(">")[0]
                part = self.recipient.split("@")[0]
                if part == "silent":
                    await asyncio.sleep(60)
                if part == "early":
                    return await self.say("421 4.3.2 Shutting down")
                await self.say("250 OK")
            elif verb == "DATA":
                await self.say("354 Go on")
                if not await self.message():
                    return
            elif verb == "QUIT":
                record("quit", connection=self.own)
                return await self.say("221 Bye")
            else:
                await self.say("250 OK")

    async def message(self):
        part = self.recipient.split("@")[0]
        content, size = [], 0
        while True:
            line = await self.reader.readuntil(b"\r\n")
            size += len(line)
            if part == "middle" and size > 100:
                self.reset()
                return False
            if part == "stuck" and size > 100:
                self.writer.transport.pause_reading()
                await asyncio.sleep(60)
            if line == b".\r\n":
                break
            content.append(line[1:] if line.startswith(b".") else line)
        if part == "hang":
            await asyncio.sleep(60)
        if part.startswith("slow-"):
            await asyncio.sleep(number(self.recipient))
        if part == "odd":
            await self.say("354 Go on")
            return True
        record_message(
            self.sender, [self.recipient], b"".join(content), self.writer.get_extra_info("ssl_object") is not None, "PLAIN" if self.user else None, self.user,
            self.own)
        if part == "reset":
            self.reset()
            return False
        if part == "dot":
            return False
        self.taken += 1
        await self.say("250-2.0.0 taken\r\n250 2.0.0 as number %d" % envelope_number())
        if self.taken == options.close_after:
            if options.farewell:
                await self.say(options.farewell)
            return False
        return True


def context():
    if options.security == "none":
        return None
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if options.oldest_tls_only:
        made.set_ciphers("ALL:@SECLEVEL=0")
        made.minimum_version = made.maximum_version = ssl.TLSVersion.TLSv1_1
    made.load_cert_chain(options.certificate, options.key)
    return made


def proper_host():
    tls = context() if options.security == "starttls" else None
    return Host(
        Handler(), hostname="proper.test", data_size_limit=options.size, tls_context=tls, require_starttls=tls is not None,
        auth_required=bool(options.user), auth_require_tls=tls is not None, authenticator=authenticate,
        auth_exclude_mechanism=[name for name in ["LOGIN", "PLAIN", "XOAUTH2"] if not options.user or name not in options.mechanisms.split()])


async def main():
    listener = socket.socket()
    # A small window: a long message is still on its way when the connection ends within it.
    if options.kind == "small":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", 0))
    tls = context() if options.security == "implicit" else None
    if options.kind == "small":
        server = await asyncio.start_server(small_host, sock=listener, ssl=tls)
    else:
        server = await asyncio.get_running_loop().create_server(proper_host, sock=listener, ssl=tls)
    path = os.path.join(options.folder, "port")
    with open(path + ".new", "w", encoding="ascii") as file:
        file.write(str(listener.getsockname()[1]))
    os.rename(path + ".new", path)
    await server.serve_forever()


logging.disable(logging.CRITICAL)
asyncio.run(main())
