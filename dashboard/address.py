"""Which addresses an inbox may have, where a secret goes along with every request."""

import ipaddress
from urllib.parse import urlsplit

from dashboard.faults import Fault, fault
from dashboard.problems import SettingsProblem


def checked_host(base: str, *, allow_plain_http: bool) -> str:
    """Give the host of an address. Raises SettingsProblem where it is none, or a secret must not go there."""
    try:
        url = urlsplit(base)
        host, port_is_a_number = url.hostname or "", url.port != -1
    except ValueError:
        host, port_is_a_number = "", False
    if not host or not port_is_a_number or url.scheme not in {"http", "https"} or url.query or url.fragment:
        raise SettingsProblem((fault("inbox.address", "address"),))
    if url.username is not None or url.password is not None:
        raise SettingsProblem((fault("inbox.address", "secret_in_address"),))
    if url.scheme == "http" and not allow_plain_http and not is_loopback(host):
        raise SettingsProblem((fault("inbox.allow_plain_http", "plain_http"),))
    return host


def address_faults(base: str, *, allow_plain_http: bool) -> tuple[Fault, ...]:
    """What is wrong with an address, if anything is."""
    try:
        checked_host(base, allow_plain_http=allow_plain_http)
    except SettingsProblem as problem:
        return problem.found
    return ()


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
