"""Reads every .eml of an outbox with Python's own mail parser under its strict policy and holds the attachments against the release.

usage: check_outbox.py OUTBOX RELEASE; prints one JSON line a message, or fails with what is wrong."""

import email
import email.policy
import hashlib
import json
import os
import sys

outbox, release = sys.argv[1:3]
strict = email.policy.SMTP.clone(raise_on_defect=True)
released = {}
for folder, _, names in os.walk(os.path.join(release, "packs")):
    for name in names:
        released[name] = open(os.path.join(folder, name), "rb").read()

for name in sorted(os.listdir(outbox)):
    if not name.endswith(".eml"):
        continue
    data = open(os.path.join(outbox, name), "rb").read()
    lines = data.split(b"\r\n")
    assert b"\n" not in b"".join(lines) and b"\r" not in b"".join(lines), f"{name}: a line ends otherwise than with CRLF"
    assert max(map(len, lines)) <= 998 and max(data) < 128, f"{name}: a line too long or a byte above 127"
    message = email.message_from_bytes(data, policy=strict)
    for part in message.walk():
        assert not part.defects, f"{name}: {part.defects}"
        for value in part.values():
            assert not getattr(value, "defects", ()), f"{name}: {value.defects}"
    files = {}
    for part in message.iter_attachments():
        content = part.get_content()
        content = content if isinstance(content, bytes) else content.encode()
        raw = part.get_payload(decode=True)
        files[part.get_filename()] = raw
    print(json.dumps({
        "file": name, "sha256": hashlib.sha256(data).hexdigest(), "from": str(message["From"]), "to": [str(a) for a in message["To"].addresses],
        "cc": [str(a) for a in message["Cc"].addresses] if message["Cc"] else [], "subject": str(message["Subject"]),
        "id": str(message["Message-ID"]), "references": str(message["References"] or ""), "unsent": str(message["X-Unsent"] or ""),
        "text": message.get_body(("plain",)).get_content(), "html": message.get_body(("html",)).get_content(),
        "attachments": {file: raw == released.get(file) for file, raw in files.items()},
    }))
