"""The HTTP room: every fault is one kind of trouble, every call ends in time, the token goes nowhere else."""

import logging
import ssl
import threading
import time
import traceback
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
import trustme

from dashboard.problems import InboxProblem, Refused, SettingsProblem, Unreachable, Unreadable
from data.inboxes.web import MIB, Web
from tests.data.inboxes.conftest import OpenWeb, Serve
from tests.fakes.chatwoot import TOKEN
from tests.fakes.faulty import FAULTS, NO_SUCH_HOST, Reply, Request, json_reply, refused_url

MARGIN = 1.0  # for busy cores; the watchdog itself needs a millisecond, a drip would need minutes
ANYTHING = msgspec.json.Decoder(dict[str, object])
PAYLOAD = msgspec.json.Decoder(dict[str, list[int]])


def good(_request: Request) -> Reply:
    return json_reply({"payload": [1, 2, 3]}, Date="Wed, 17 Jun 2026 12:00:00 GMT")


def ask(web: Web, path: str = "/api/v1/profile") -> dict[str, object]:
    return web.get(path).read(ANYTHING)


def failing(web: Web) -> InboxProblem:
    with pytest.raises(InboxProblem) as caught:
        web.get("/api/v1/profile").read(PAYLOAD)
    return caught.value


# ── The good way ───────────────────────────────────────────────────────────────────────────────────


def test_an_answer_has_its_body_and_the_servers_clock(serve: Serve, open_web: OpenWeb) -> None:
    web = open_web(serve(good).url)
    answer = web.get("/api/v1/profile", {"status": "all", "page": 2})
    assert answer.read(PAYLOAD) == {"payload": [1, 2, 3]}
    assert answer.date == datetime(2026, 6, 17, 12, tzinfo=UTC)


def test_a_request_carries_the_token_the_query_and_no_cookies(serve: Serve, open_web: OpenWeb) -> None:
    proxy = serve(lambda _request: json_reply({}, 200, **{"Set-Cookie": "a=b; Path=/"}))
    web = open_web(proxy.url + "/prefix/")
    web.get("/x", {"status": "all", "page": 2})
    ask(web)
    first, second = proxy.requests
    assert (first.path, first.query) == ("/prefix/x", {"status": "all", "page": "2"})
    assert first.headers["api_access_token"] == TOKEN
    assert "cookie" not in second.headers


def test_many_requests_use_one_connection_and_one_thread_a_cycle(serve: Serve, open_web: OpenWeb) -> None:
    proxy = serve(good)
    web = open_web(proxy.url, deadline=5)
    idle = threading.active_count()
    with web.cycle():
        for _ in range(20):
            ask(web)
        watching = [thread.name for thread in threading.enumerate()]
    assert watching.count("deadline") == 1
    assert proxy.connections == 1
    assert web.requests == 20
    assert threading.active_count() <= idle + 1  # the proxy's own, for the connection


def test_a_connection_the_server_has_dropped_while_idle_is_made_anew(serve: Serve, open_web: OpenWeb) -> None:
    proxy = serve(good)
    web = open_web(proxy.url)
    ask(web)
    proxy.drop_connections()
    ask(web)
    assert proxy.connections == 2


def test_a_web_can_be_used_again_after_it_was_closed(serve: Serve, open_web: OpenWeb) -> None:
    web = open_web(serve(good).url)
    ask(web)
    web.close()
    assert ask(web)


# ── Every fault is one kind of trouble ───────────────────────────────────────────────────────────────

KINDS = {
    "silence": ("timeout", Unreachable),
    "drip_head": ("deadline", Unreachable),
    "drip_body": ("deadline", Unreachable),
    "drip_without_length": ("deadline", Unreachable),
    "drip_chunks": ("deadline", Unreachable),
    "hang_up": ("cut_off", Unreachable),
    "cut_off": ("cut_off", Unreachable),
    "cut_off_chunk": ("cut_off", Unreachable),
    "huge": ("too_big", Unreadable),
    "huge_declared": ("too_big", Unreadable),
    "gzip_bomb": ("too_big", Unreadable),
    "not_gzip": ("not_json", Unreadable),
    "not_http": ("not_json", Unreadable),
    "html": ("not_json", Unreadable),
    "broken_json": ("not_json", Unreadable),
    "nested_json": ("not_json", Unreadable),
    "not_utf8": ("wrong_shape", Unreadable),
    "wrong_shape": ("wrong_shape", Unreadable),
    "wrong_type": ("wrong_shape", Unreadable),
    "unauthorised": ("unauthorised", Refused),
    "not_permitted": ("unauthorised", Refused),
    "payment": ("rejected", Refused),
    "not_found": ("not_found", Refused),
    "unprocessable": ("rejected", Refused),
    "rate_limited": ("rate_limited", Refused),
    "server_error": ("server_error", Refused),
    "bad_gateway": ("server_error", Refused),
    "unavailable": ("server_error", Refused),
    "redirect": ("redirected", Refused),
}


def test_every_fault_of_the_fake_has_its_kind() -> None:
    assert KINDS.keys() == FAULTS.keys()


@pytest.mark.parametrize("fault", sorted(KINDS))
def test_a_fault_has_its_kind_within_the_deadline_and_passes(
    fault: str, serve: Serve, open_web: OpenWeb
) -> None:
    proxy = serve(lambda _request: json_reply({"payload": [{"created_at": 1}]}))
    web = open_web(proxy.url, max_body=MIB)
    ask(web)
    proxy.fault = fault
    begun = time.monotonic()
    problem = failing(web)
    assert time.monotonic() - begun < 0.3 + MARGIN
    assert (problem.kind, type(problem)) == KINDS[fault]
    assert TOKEN not in repr(problem) + str(problem) + "".join(traceback.format_exception(problem))
    proxy.fault = None
    assert ask(web)


def test_a_closed_port_is_refused(open_web: OpenWeb) -> None:
    assert failing(open_web(refused_url())).kind == "refused"


def test_a_host_without_an_address_is_dns(open_web: OpenWeb) -> None:
    assert failing(open_web(NO_SUCH_HOST, deadline=5)).kind == "dns"


def test_plain_http_on_a_tls_port_and_the_other_way_round(
    serve: Serve, open_web: OpenWeb, authority: trustme.CA
) -> None:
    plain, sealed = serve(good), serve(good, tls=server_context(authority))
    assert failing(open_web(plain.url.replace("http:", "https:"))).kind == "tls"
    assert failing(open_web(sealed.url.replace("https:", "http:"))).kind == "cut_off"


# ── TLS ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def server_context(authority: trustme.CA, name: str = "127.0.0.1") -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


@pytest.mark.parametrize("name", ["127.0.0.1", "other.example.com"])
def test_an_unknown_authority_is_tls(
    name: str, serve: Serve, open_web: OpenWeb, authority: trustme.CA
) -> None:
    assert failing(open_web(serve(good, tls=server_context(authority, name)).url)).kind == "tls"


def test_a_deadline_holds_over_tls_too(
    serve: Serve, open_web: OpenWeb, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bundle = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(bundle))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
    proxy = serve(good, tls=server_context(authority, "localhost"))
    web = open_web(proxy.url.replace("127.0.0.1", "localhost"))
    assert ask(web)
    proxy.fault = "drip_body"
    begun = time.monotonic()
    assert failing(web).kind == "deadline"
    assert time.monotonic() - begun < 0.3 + MARGIN


# ── Time ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_deadline_is_the_cycles_not_the_requests(serve: Serve, open_web: OpenWeb) -> None:
    proxy = serve(good)
    web = open_web(proxy.url)
    proxy.fault, proxy.only = "silence", "slow"
    begun = time.monotonic()
    with web.cycle():
        ask(web, "/quick")
        with pytest.raises(Unreachable):
            web.get("/slow")
        with pytest.raises(Unreachable):
            web.get("/slow")
    assert time.monotonic() - begun < 0.3 + MARGIN


def test_without_time_left_nothing_is_sent(serve: Serve, open_web: OpenWeb) -> None:
    now = [100.0]
    proxy = serve(good)
    web = open_web(proxy.url, deadline=10, monotonic=lambda: now[0])
    with web.cycle():
        now[0] = 104.0
        assert (web.remaining(), web.spent()) == (6.0, 4.0)
        now[0] = 111.0
        assert web.remaining() == 0
        assert failing(web).kind == "deadline"
    assert proxy.requests == []


def test_a_cycle_in_a_cycle_does_not_begin_anew(open_web: OpenWeb) -> None:
    now = [0.0]
    web = open_web(refused_url(), deadline=10, monotonic=lambda: now[0])
    with web.cycle():
        now[0] = 3.0
        with web.cycle():
            assert web.remaining() == 7.0
        assert web.remaining() == 7.0


# ── Size ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("fault", ["huge", "huge_declared", "gzip_bomb"])
def test_a_giant_answer_takes_no_more_memory_than_its_limit(
    fault: str, serve: Serve, open_web: OpenWeb
) -> None:
    proxy = serve(good)
    web = open_web(proxy.url, deadline=5)
    proxy.fault = fault
    tracemalloc.start()
    try:
        assert failing(web).kind == "too_big"
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 10 * MIB  # the limit is 4 MiB; the fake's own bytes are counted, too


def test_an_answer_of_just_the_limit_is_read(serve: Serve, open_web: OpenWeb) -> None:
    proxy = serve(lambda request: Reply(b"{}".ljust(int(request.query["size"]))))
    web = open_web(proxy.url, max_body=100_000)
    assert len(web.get("/", {"size": 100_000}).body) == 100_000
    with pytest.raises(Unreadable, match="too_big"):
        web.get("/", {"size": 100_001})


# ── Refusals ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("30", 30.0),
        (" 0 ", 0.0),
        ("Wed, 17 Jun 2026 12:02:00 GMT", None),  # without a Date there is nothing to hold it against
        ("soon", None),
        ("-5", None),
        ("1e9", None),
        ("9" * 5000, None),
        ("", None),
    ],
)
def test_retry_after_is_read_or_ignored(
    header: str | None, seconds: float | None, serve: Serve, open_web: OpenWeb
) -> None:
    proxy = serve(good)
    proxy.fault, proxy.retry_after = "rate_limited", header
    problem = failing(open_web(proxy.url))
    assert (problem.kind, problem.status, problem.retry_after) == ("rate_limited", 429, seconds)


def test_retry_after_as_a_date_counts_from_the_servers_clock(serve: Serve, open_web: OpenWeb) -> None:
    later = {"Date": "Wed, 17 Jun 2026 12:00:00 GMT", "Retry-After": "Wed, 17 Jun 2026 12:02:00 GMT"}
    problem = failing(open_web(serve(lambda _request: json_reply({}, 503, **later)).url))
    assert (problem.kind, problem.retry_after) == ("server_error", 120.0)


def test_a_date_that_is_none_is_ignored(serve: Serve, open_web: OpenWeb) -> None:
    web = open_web(serve(lambda _request: json_reply({}, Date="yesterday")).url)
    assert web.get("/").date is None


def test_a_redirect_is_not_followed_and_the_token_stays_here(serve: Serve, open_web: OpenWeb) -> None:
    here, elsewhere = serve(good), serve(good)
    here.fault, here.elsewhere = "redirect", f"{elsewhere.url}/steal"
    assert failing(open_web(here.url)).status == 302
    assert elsewhere.requests == []


# ── The secret, and where it may go ──────────────────────────────────────────────────────────────────


def test_no_repr_and_no_log_shows_the_token(
    serve: Serve, open_web: OpenWeb, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    proxy = serve(good)
    web = open_web(proxy.url)
    ask(web)
    proxy.fault = "cut_off"
    failing(web)
    assert TOKEN not in caplog.text + repr(web) + repr(vars(web).get("_secret"))


def test_a_netrc_file_adds_nothing(
    serve: Serve, open_web: OpenWeb, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    proxy = serve(good)
    ask(open_web(proxy.url))
    assert "authorization" not in proxy.requests[0].headers


def test_a_proxy_of_the_environment_is_used_but_not_for_this_machine(
    serve: Serve, open_web: OpenWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    between, here = serve(good), serve(good)
    monkeypatch.setenv("http_proxy", between.url)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    ask(open_web(here.url))
    ask(open_web("http://inbox.example.com", allow_plain_http=True))
    assert len(here.requests) == 1
    assert [request.target for request in between.requests] == ["http://inbox.example.com/api/v1/profile"]


def test_a_deadline_holds_through_a_proxy(
    serve: Serve, open_web: OpenWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    between = serve(good)
    between.fault = "drip_head"
    monkeypatch.setenv("http_proxy", between.url)
    begun = time.monotonic()
    assert failing(open_web("http://inbox.example.com", allow_plain_http=True)).kind == "deadline"
    assert time.monotonic() - begun < 0.3 + MARGIN


@pytest.mark.parametrize("address", ["http://127.0.0.1:3000", "http://localhost", "http://[::1]:3000"])
def test_plain_http_is_allowed_to_this_machine(address: str, open_web: OpenWeb) -> None:
    assert open_web(address).host


@pytest.mark.parametrize(
    "address", ["http://inbox.example.com", "http://127.0.0.1.example.com", "http://10.0.0.1"]
)
def test_plain_http_to_another_machine_must_be_allowed(address: str, open_web: OpenWeb) -> None:
    with pytest.raises(SettingsProblem, match=r"inbox\.allow_plain_http"):
        open_web(address)
    assert open_web(address, allow_plain_http=True)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "chat.example.com",
        "ftp://a.example",
        "https://",
        "https://a:b",
        "https://[",
        "https://u:p@a.example",
    ],
)
def test_an_address_that_is_none_is_a_fault_of_the_settings(address: str, open_web: OpenWeb) -> None:
    with pytest.raises(SettingsProblem, match=r"inbox\.address"):
        open_web(address)


@pytest.mark.parametrize("token", ["", "two words", "line\n", "smørbrød"])
def test_a_token_that_no_header_can_hold_is_refused_without_saying_it(token: str, open_web: OpenWeb) -> None:
    with pytest.raises(SettingsProblem) as caught:
        open_web("https://a.example", header=("api_access_token", token))
    assert not token or token not in str(caught.value)
