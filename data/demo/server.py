"""The HTTP side: Chatwoot's paths, and under /demo what only a demo has."""

from __future__ import annotations

import time
from collections.abc import Callable
from http import HTTPStatus

import falcon
import msgspec

from data.demo import chatwoot_json as shape
from data.demo import chatwoot_rows, listing, reports
from data.demo.gate import (
    HEADER,
    Gate,
    Limit,
    Refused,
    http_date,
    not_found,
    not_permitted,
    owner_of,
    refuse,
    require_administrator,
    serialize_error,
)
from data.demo.people import ADMINISTRATOR
from data.demo.play import Play, Scene
from data.demo.records import Conversation
from data.demo.truth import truth

V1 = "/api/v1/accounts/{account:int}"
V2 = "/api/v2/accounts/{account:int}"
GROUPS = ("assignee_id", "team_id")

Build = Callable[[falcon.Request, Scene], object]


class Answer:
    """GET of one path: `build` makes the body (bytes are JSON already) from the world at its instant."""

    def __init__(self, play: Play, build: Build, *, administrators_only: bool = False) -> None:
        self._play = play
        self._build = build
        self._administrators_only = administrators_only

    def on_get(self, req: falcon.Request, resp: falcon.Response, **numbers: int) -> None:
        """Answer, dated with the instant of the world."""
        if self._administrators_only:
            require_administrator(req)
        req.context.numbers = numbers
        body, at = self._play.look(lambda scene: _encoded(self._build(req, scene)))
        _send(resp, body, at)


class Leap(msgspec.Struct, frozen=True):
    """How far the clock is to leap."""

    seconds: float


class Advance:
    """POST /demo/advance {"seconds": n}: the clock leaps, running or not."""

    def __init__(self, play: Play) -> None:
        self._play = play

    def on_post(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Leap, play on, and answer with the clock."""
        try:
            leap = msgspec.json.decode(req.bounded_stream.read(), type=Leap)
            self._play.leap(leap.seconds)
        except (msgspec.DecodeError, ValueError) as error:
            raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)) from error
        body, at = self._play.look(lambda scene: _encoded(_clock(self._play, scene)))
        _send(resp, body, at)


def create_app(
    play: Play, *, limit: int = 0, now: Callable[[], float] = time.time
) -> falcon.App[falcon.Request, falcon.Response]:
    """The WSGI app; `limit` requests a minute of `now` (0: no limit)."""
    app = falcon.App(middleware=[Gate(play, Limit(limit, now))])
    app.add_error_handler(Refused, refuse)
    app.set_error_serializer(serialize_error)
    app.req_options.strip_url_path_trailing_slash = True
    for path, build in GETS.items():
        app.add_route(path, Answer(play, build))
    for path, build in ADMINISTRATORS.items():
        app.add_route(path, Answer(play, build, administrators_only=True))
    app.add_route("/demo/clock", Answer(play, lambda req, scene: _clock(play, scene)))
    app.add_route("/demo/advance", Advance(play))
    return app


# ---- what the paths answer


def _profile(req: falcon.Request, scene: Scene) -> object:
    person = scene.world.account.people.by_id[owner_of(req)]
    return shape.profile(person, scene.world.account, req.get_header(HEADER) or "")


def _agents(req: falcon.Request, scene: Scene) -> object:
    return [shape.agent(person) for person in scene.world.account.people.by_id.values()]


def _inboxes(req: falcon.Request, scene: Scene) -> object:
    owner, rota = owner_of(req), scene.world.rota
    seen = listing.visible_inboxes(scene.world, owner)
    rows = [inbox for inbox in scene.world.account.inboxes if inbox.id in seen]
    return {"payload": [shape.inbox(row, rota, with_secrets=owner == ADMINISTRATOR) for row in rows]}


def _labels(req: falcon.Request, scene: Scene) -> object:
    return {"payload": [shape.label(row) for row in scene.world.account.labels]}


def _teams(req: falcon.Request, scene: Scene) -> object:
    return [shape.team(row) for row in scene.world.account.teams]


def _conversations(req: falcon.Request, scene: Scene) -> object:
    return scene.listing.page(_query(req, scene), _number(req, "page") or 1)


def _meta(req: falcon.Request, scene: Scene) -> object:
    return scene.listing.meta(_query(req, scene))


def _conversation(req: falcon.Request, scene: Scene) -> object:
    return listing.encoded(_row(req, scene))


def _messages(req: falcon.Request, scene: Scene) -> object:
    row = _row(req, scene)
    chosen = listing.messages(
        row,
        after=_number(req, "after"),
        before=_number(req, "before"),
        without_internal=bool(req.get_param("filter_internal_messages")),
    )
    return chatwoot_rows.messages(row, chosen)


def _live(req: falcon.Request, scene: Scene) -> object:
    return reports.live(scene.world, _number(req, "team_id"))


def _grouped(req: falcon.Request, scene: Scene) -> object:
    group_by = req.get_param("group_by")
    if group_by not in GROUPS:
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid group_by")
    return reports.grouped(scene.world, group_by)


def _summary(req: falcon.Request, scene: Scene) -> object:
    kind = req.get_param("type")
    begin, end = req.get_param("since"), req.get_param("until")
    if not kind or not all(text is None or text.isdigit() for text in (begin, end)):
        # Chatwoot fails on a missing type and on a date that is not unix seconds.
        raise Refused(HTTPStatus.INTERNAL_SERVER_ERROR, "Internal Server Error")
    number = req.get_param("id") if kind == "label" else _number(req, "id")
    return reports.summary(
        scene.world, kind, number, int(begin) if begin else None, int(end) if end else None
    )


def _truth(req: falcon.Request, scene: Scene) -> object:
    return truth(scene.world)


def _clock(play: Play, scene: Scene) -> dict[str, object]:
    world = scene.world
    return {"unix": scene.at, "at": shape.iso(scene.at), "start": world.start, "speed": play.clock.speed}


GETS: dict[str, Build] = {
    "/api/v1/profile": _profile,
    f"{V1}/agents": _agents,
    f"{V1}/inboxes": _inboxes,
    f"{V1}/labels": _labels,
    f"{V1}/teams": _teams,
    f"{V1}/conversations": _conversations,
    f"{V1}/conversations/meta": _meta,
    f"{V1}/conversations/{{number:int}}": _conversation,
    f"{V1}/conversations/{{number:int}}/messages": _messages,
    "/demo/truth": _truth,
}
ADMINISTRATORS: dict[str, Build] = {
    f"{V2}/live_reports/conversation_metrics": _live,
    f"{V2}/live_reports/grouped_conversation_metrics": _grouped,
    f"{V2}/reports/summary": _summary,
}


# ---- what was asked


def _query(req: falcon.Request, scene: Scene) -> listing.Query:
    team = _number(req, "team_id")
    if team is not None and all(row.id != team for row in scene.world.account.teams):
        raise not_found()
    user = owner_of(req)
    return listing.Query(
        user=user,
        inboxes=listing.visible_inboxes(scene.world, user),
        status=req.get_param("status") or "open",
        assignee_type=req.get_param("assignee_type") or "",
        inbox=_number(req, "inbox_id"),
        team=team,
        labels=frozenset(req.get_param_as_list("labels[]") or ()),
        unattended=req.get_param("conversation_type") == "unattended",
        sort=req.get_param("sort_by") or listing.DEFAULT_SORT,
        updated_within=_number(req, "updated_within"),
    )


def _row(req: falcon.Request, scene: Scene) -> Conversation:
    row = scene.world.account.conversations.get(req.context.numbers["number"])
    if row is None:
        raise not_found()
    if row.inbox.id not in listing.visible_inboxes(scene.world, owner_of(req)):
        raise not_permitted()
    return row


def _number(req: falcon.Request, name: str) -> int | None:
    """As Ruby's to_i: what is no number is 0."""
    text = req.get_param(name)
    if text is None:
        return None
    try:
        return int(text)
    except ValueError:
        return 0


def _encoded(body: object) -> bytes:
    return body if isinstance(body, bytes) else msgspec.json.encode(body)


def _send(resp: falcon.Response, body: bytes, at: int) -> None:
    resp.data = body
    resp.content_type = "application/json; charset=utf-8"
    # Set here, so that the server below leaves it alone: a client may take it as the inbox's clock.
    resp.set_header("Date", http_date(at))
