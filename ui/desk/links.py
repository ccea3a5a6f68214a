"""The page of a conversation in the inbox: only a web address is ever opened."""

from urllib.parse import quote, urlsplit

PLACE = "{id}"


def link(template: str, conversation: str) -> str:
    """The address of a conversation by a template such as "https://…/conversations/{id}"; "" where there is none."""
    if PLACE not in template or not conversation:
        return ""
    address = template.replace(PLACE, quote(conversation, safe=""))
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in {"http", "https"} and parts.hostname else ""
