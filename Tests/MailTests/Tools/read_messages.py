"""Reads every .eml file of a folder with Python's own parser, which raises on any defect, and prints what is in them as JSON."""
import base64
import email
import email.header
import email.policy
import email.utils
import json
import pathlib
import sys


def mailboxes(header, raw):
    """The boxes of a header: names by the older functions as `name`, by the newer parser as `display`.

    The newer one, up to Python 3.12, puts a space between two encoded words of one name, which RFC 2047 forbids.
    """
    if header is None:
        return []
    pairs = email.utils.getaddresses([raw.replace("\r\n", "")])
    names = [str(email.header.make_header(email.header.decode_header(name))) for name, _ in pairs]
    assert [address for _, address in pairs] == [box.addr_spec for box in header.addresses]
    return [{"name": name, "display": box.display_name, "address": box.addr_spec} for name, box in zip(names, header.addresses)]


def read(path):
    data = path.read_bytes()
    message = email.message_from_bytes(data, policy=email.policy.strict)
    plain = email.message_from_bytes(data, policy=email.policy.compat32)
    defects, texts, files, types = [], {}, [], []
    for part in message.walk():
        types.append(part.get_content_type())
        defects += [str(defect) for defect in part.defects]
        for name, value in part.items():
            defects += [f"{name}: {defect!r}" for defect in getattr(value, "defects", [])]
        if part.is_multipart():
            continue
        if part.get_content_disposition() == "attachment":
            body = part.get_payload(decode=True)
            files.append({
                "name": part["content-disposition"].params["filename"], "type": part.get_content_type(), "bytes": base64.b64encode(body).decode(),
                "likeness": part["content-type"].params.get("name"),
            })
        else:
            texts[part.get_content_subtype()] = part.get_content().replace("\r\n", "\n")
        defects += [str(defect) for defect in part.defects]
    return {
        "file": path.name,
        "defects": defects,
        "types": types,
        "names": message.keys(),
        "from": mailboxes(message["from"], plain["from"]),
        "replyTo": mailboxes(message["reply-to"], plain["reply-to"]),
        "to": mailboxes(message["to"], plain["to"]),
        "cc": mailboxes(message["cc"], plain["cc"]),
        "subject": str(message["subject"]),
        "seconds": int(message["date"].datetime.timestamp()),
        "utc": message["date"].datetime.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "messageID": str(message["message-id"]),
        "references": str(message.get("references", "")).split(),
        "extra": {name: str(value) for name, value in message.items() if name.lower().startswith("x-")},
        "text": texts.get("plain", ""),
        "html": texts.get("html"),
        "files": files,
    }


json.dump([read(path) for path in sorted(pathlib.Path(sys.argv[1]).glob("*.eml"))], sys.stdout)
