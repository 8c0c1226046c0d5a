"""Live pages: who is admitted, what they hear, how they catch up."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import signing
from django.db import OperationalError, connection

from changren.base.minutes.models import Chain, Entry
from changren.base.stream import app as live_app
from changren.base.stream import hub as hubs
from changren.base.stream import pulse
from changren.base.stream.app import PATH, Live
from changren.base.stream.feed import MOST, Feed, News, since
from changren.base.stream.hub import LOAD_AGAIN, STILL_HERE, Hub, message
from changren.base.stream.pulse import Pulse, Pulses
from changren.base.stream.token import HOURS, SALT, Channel, channel_of, stream_url, token_for
from changren.base.tenancy.scope import within_district
from changren.organisation import acts
from tests.conftest import ELSEWHERE, HERE
from tests.world import at

# --- tokens


@pytest.mark.parametrize("township", [None, uuid4()])
def test_token_admits_to_its_channel(township):
    channel = Channel(HERE, township)
    assert channel_of(token_for(channel)) == channel


def last_changed(token):
    return token[:-1] + ("A" if token[-1] != "A" else "B")


@pytest.mark.parametrize("spoil", [last_changed, lambda token: "", lambda token: token[1:], str.upper])
def test_forged_token_admits_nowhere(spoil):
    assert channel_of(spoil(token_for(Channel(HERE)))) is None


def test_token_signed_for_something_else_admits_nowhere():
    assert channel_of(signing.dumps([HERE, ""], salt="another")) is None


def test_old_token_admits_nowhere(time_machine):
    time_machine.move_to(at("2026-01-01 09:00"))
    token = token_for(Channel(HERE))
    time_machine.shift(timedelta(hours=HOURS) - timedelta(minutes=1))
    assert channel_of(token) == Channel(HERE)
    time_machine.shift(timedelta(minutes=2))
    assert channel_of(token) is None


def test_token_does_not_say_more_than_it_must():
    assert signing.loads(token_for(Channel(HERE)), salt=SALT) == [HERE, ""]


def test_post_listens_to_its_township_and_the_district_office_to_all(world, here):
    def listens(post):
        token, _, since = stream_url(post, 7).removeprefix(PATH).partition("?")
        assert since == "since=7"
        return channel_of(token)

    assert listens(here.posts["clerk"]) == Channel(HERE, here.township.pk)
    assert listens(here.posts["delegate"]) == Channel(HERE, here.township.pk)
    assert listens(world.officer) == Channel(HERE)


def test_channel_covers_its_township_only():
    mine, other = uuid4(), uuid4()
    assert [Channel(HERE, mine).covers(one) for one in (mine, other)] == [True, False]
    assert Channel(HERE).covers(other)


# --- the feed


def enter(place, on, n=1, by="clerk"):
    return [
        acts.add_unit(
            place.township, by=place.posts[by], on=on, name=f"站{uuid4()}", kind="office", handles=False
        ).last_entry
        for _ in range(n)
    ]


def numbers(found):
    return [one.number for one in found]


@pytest.fixture
def written(monkeypatch):
    """SQLite tells only of other connections' writes; in these tests there is one connection."""
    monkeypatch.setattr(Feed, "_written", lambda self: True)


def test_feed_tells_what_is_new_once(written, world, here, on):
    feed = Feed()
    enter(here, on, 2)
    feed.follow([HERE])
    assert feed.news() == []
    (entry,) = enter(here, on)
    assert feed.news() == [News(HERE, here.township.pk, 3, "organisation.add_unit", entry.subject_id)]
    assert feed.news() == []


def test_feed_tells_of_the_districts_it_follows(written, world, here, elsewhere, on):
    feed = Feed()
    feed.follow([ELSEWHERE])
    enter(here, on)
    with within_district(ELSEWHERE):
        enter(elsewhere.here, on, 2)
    assert [(one.district, one.number) for one in feed.news()] == [(ELSEWHERE, 1), (ELSEWHERE, 2)]
    feed.follow([HERE, ELSEWHERE])
    enter(here, on)
    with within_district(ELSEWHERE):
        enter(elsewhere.here, on)
    assert sorted((one.district, one.number) for one in feed.news()) == [(HERE, 2), (ELSEWHERE, 3)]
    feed.follow([HERE])
    assert feed.told == {HERE: 2}


def test_feed_that_follows_nobody_asks_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Feed().news() == []


def test_feed_costs_the_same_however_much_is_new(written, world, here, on, django_assert_num_queries):
    feed = Feed()
    feed.follow([HERE])
    enter(here, on, 3)
    with django_assert_num_queries(2):
        assert numbers(feed.news()) == [1, 2, 3]
    with django_assert_num_queries(1):
        feed.news()


def test_since_gives_what_follows_a_number(world, here, on):
    enter(here, on, 4)
    assert numbers(since(HERE, 2)) == [3, 4]
    assert numbers(since(HERE, 0, most=2)) == [1, 2, 3]  # one more than asked, to see that there is more
    assert since(HERE, 4) == []
    assert since(ELSEWHERE, 0) == []


@pytest.mark.django_db(transaction=True)
def test_sqlite_is_asked_for_news_only_when_somebody_has_written(world, here, on):
    if connection.vendor != "sqlite":
        assert Feed()._written() is True
        return
    from concurrent.futures import ThreadPoolExecutor

    def elsewhere_on_another_connection():
        try:
            with within_district(HERE):
                enter(here, on)
        finally:
            connection.close()

    feed = Feed()
    feed.follow([HERE])
    assert [feed._written(), feed._written()] == [True, False]
    with ThreadPoolExecutor(1) as pool:
        pool.submit(elsewhere_on_another_connection).result()
    assert numbers(feed.news()) == [1]
    assert feed._written() is False


# --- the hub, on real transactions: its thread has a connection of its own

in_earnest = pytest.mark.django_db(transaction=True)
FAST = 0.02


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(hubs, "EVERY", FAST)


@asynccontextmanager
async def opened():
    hub = Hub()
    try:
        yield hub
    finally:
        await hub.close()


async def in_another_thread(work, *arguments):
    """Do something to the database as another request would."""

    def done():
        try:
            with within_district(HERE):
                return work(*arguments)
        finally:
            connection.close()

    return await asyncio.to_thread(done)


async def soon(listening):
    return await asyncio.wait_for(anext(listening), 10)


async def admitted(hub, channel, last=None):
    """A listener that is admitted already: the coroutine that waits for its first message."""
    listening, others = hub.listen(channel, last), len(hub.listeners)
    first = asyncio.create_task(anext(listening))
    while len(hub.listeners) == others or channel.district not in hub._feed.told:
        await asyncio.sleep(FAST)
    return listening, first


@in_earnest
async def test_listener_hears_names_never_contents(quick, world, here, on):
    async with opened() as hub:
        listening, first = await admitted(hub, Channel(HERE, here.township.pk))
        (entry,) = await in_another_thread(enter, here, on)
        heard = (await asyncio.wait_for(first, 10)).decode()
        assert heard == f"id: 1\nevent: act\ndata: organisation.add_unit {entry.subject_id}\n\n"
        await listening.aclose()


@in_earnest
async def test_listener_hears_its_township_and_the_district_all(quick, world, here, there, on):
    async with opened() as hub:
        mine, first_mine = await admitted(hub, Channel(HERE, here.township.pk))
        every, first_every = await admitted(hub, Channel(HERE))
        await in_another_thread(enter, there, on)
        await in_another_thread(enter, here, on)
        assert (await asyncio.wait_for(first_mine, 10)).startswith(b"id: 2\n")
        assert (await asyncio.wait_for(first_every, 10)).startswith(b"id: 1\n")
        assert (await soon(every)).startswith(b"id: 2\n")
        await mine.aclose()
        await every.aclose()


@in_earnest
async def test_listener_catches_up_and_hears_nothing_twice(quick, world, here, there, on):
    await in_another_thread(enter, here, on, 2)
    await in_another_thread(enter, there, on)
    await in_another_thread(enter, here, on)
    async with opened() as hub:
        listening = hub.listen(Channel(HERE, here.township.pk), 1)
        caught_up = await soon(listening)
        assert [line for line in caught_up.decode().splitlines() if line.startswith("id")] == ["id: 2", "id: 4"]
        await in_another_thread(enter, here, on)
        assert (await soon(listening)).startswith(b"id: 5\n")
        await listening.aclose()


@in_earnest
async def test_nothing_falls_between_catching_up_and_following(quick, world, here, on, monkeypatch):
    """An entry written while a newcomer is admitted is heard, though the poller has not looked yet."""
    real, written = hubs.since, []

    def since_and_then_an_entry(*asked):
        found = real(*asked)
        written.append(in_another_thread_now(enter, here, on))
        return found

    monkeypatch.setattr(hubs, "since", since_and_then_an_entry)
    async with opened() as hub:
        listening = hub.listen(Channel(HERE), 0)
        assert await soon(listening) == STILL_HERE
        assert (await soon(listening)).startswith(b"id: 1\n")
        await listening.aclose()
    assert len(written) == 1


def in_another_thread_now(work, *arguments):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(in_another_thread(work, *arguments))).result()


@in_earnest
async def test_listener_that_has_missed_nothing_is_told_that_the_line_is_open(quick, world):
    async with opened() as hub:
        listening = hub.listen(Channel(HERE), 0)
        assert await soon(listening) == STILL_HERE
        await listening.aclose()


@in_earnest
async def test_listener_too_far_behind_is_told_to_load_again(quick, world, here, on, monkeypatch):
    monkeypatch.setattr(hubs, "MOST", 2)
    assert MOST == 500
    await in_another_thread(enter, here, on, 4)
    async with opened() as hub:
        far = hub.listen(Channel(HERE), 0)
        assert await soon(far) == LOAD_AGAIN
        near = hub.listen(Channel(HERE), 2)
        assert (await soon(near)).count(b"event: act") == 2
        await far.aclose()
        await near.aclose()


@in_earnest
async def test_silence_is_broken_by_a_comment(quick, world, monkeypatch):
    monkeypatch.setattr(hubs, "PATIENCE", FAST)
    async with opened() as hub:
        listening = hub.listen(Channel(HERE), None)
        assert await soon(listening) == STILL_HERE
        await listening.aclose()


@in_earnest
async def test_all_listeners_share_one_poller(quick, world):
    async with opened() as hub:
        first, one = await admitted(hub, Channel(HERE))
        poller = hub._poller
        second, two = await admitted(hub, Channel(HERE))
        assert hub._poller is poller
        assert len(hub.listeners) == 2
        for task in (one, two):
            task.cancel()
        await asyncio.gather(one, two, return_exceptions=True)
        assert hub.listeners == {}
        await first.aclose()
        await second.aclose()


@in_earnest
async def test_closing_sends_everybody_home(quick, world):
    async with opened() as hub:
        _listening, first = await admitted(hub, Channel(HERE))
        await hub.close()
        with pytest.raises(StopAsyncIteration):
            await asyncio.wait_for(first, 10)
        assert hub.listeners == {}


async def test_nobody_is_admitted_once_all_were_sent_home():
    hub = Hub()
    hub.send_home()
    assert [message async for message in hub.listen(Channel(HERE), None)] == []
    assert (hub.listeners, hub._poller) == ({}, None)


async def test_slow_listener_is_sent_away_to_reconnect():
    hub = Hub()
    slow, quick_one = asyncio.Queue(hubs.BACKLOG), asyncio.Queue(hubs.BACKLOG)
    news = News(HERE, uuid4(), 1, "base.note", uuid4())
    hub.listeners = {slow: Channel(HERE), quick_one: Channel(HERE)}
    for n in range(hubs.BACKLOG + 1):
        hub._tell(replace(news, number=n))
        assert quick_one.get_nowait() == (n, message(replace(news, number=n)))
    assert list(hub.listeners) == [quick_one]
    assert (slow.qsize(), slow.get_nowait()) == (1, None)


async def test_news_of_other_districts_are_not_told():
    hub = Hub()
    queue = asyncio.Queue(hubs.BACKLOG)
    hub.listeners = {queue: Channel(HERE)}
    hub._tell(News(ELSEWHERE, uuid4(), 1, "base.note", uuid4()))
    assert queue.empty()


@in_earnest
async def test_poller_goes_on_when_the_database_was_away(quick, world, here, on, monkeypatch, caplog):
    real, failures = Feed.news, []

    def fails_once(feed):
        if not failures:
            failures.append(1)
            raise OperationalError("gone")
        return real(feed)

    monkeypatch.setattr(Feed, "news", fails_once)
    async with opened() as hub:
        listening, first = await admitted(hub, Channel(HERE))
        await in_another_thread(enter, here, on)
        assert (await asyncio.wait_for(first, 10)).startswith(b"id: 1\n")
        await listening.aclose()
    assert [record.message for record in caplog.records] == ["the stream could not read the minutes; it tries again"]


# --- the application, spoken to as a server would


class Browser:
    """One GET of a live page, by raw ASGI."""

    def __init__(self, live, path, *, method="GET", query=b"", headers=()):
        self.sent, self.inbox = asyncio.Queue(), asyncio.Queue()
        scope = {"type": "http", "method": method, "path": path, "query_string": query, "headers": list(headers)}
        self.task = asyncio.create_task(live(scope, self.inbox.get, self.sent.put))

    async def next(self):
        return await asyncio.wait_for(self.sent.get(), 10)

    async def leave(self):
        await self.inbox.put({"type": "http.request"})
        await self.inbox.put({"type": "http.disconnect"})
        await asyncio.wait_for(self.task, 10)


@asynccontextmanager
async def serving():
    live = Live()
    try:
        yield live
    finally:
        await live.close()


@pytest.mark.parametrize(
    ("path", "method"), [("/live/forged", "GET"), ("/live/", "GET"), (None, "POST"), (None, "HEAD")]
)
async def test_application_refuses_who_has_no_token(path, method):
    live = Live()
    browser = Browser(live, path or f"{PATH}{token_for(Channel(HERE))}", method=method)
    assert (await browser.next())["status"] == 403
    assert await browser.next() == {"type": "http.response.body"}
    await browser.task
    assert live.hub.listeners == {}


@in_earnest
async def test_application_streams_from_the_number_the_page_was_made_at(quick, world, here, on):
    await in_another_thread(enter, here, on, 3)
    async with serving() as live:
        path = f"{PATH}{token_for(Channel(HERE))}"
        for words in ({"query": b"since=1"}, {"query": b"since=0", "headers": [(b"last-event-id", b"1")]}):
            browser = Browser(live, path, **words)
            start = await browser.next()
            assert (start["status"], start["headers"]) == (200, live_app.HEADERS)
            assert start["headers"][:2] == [
                (b"content-type", b"text/event-stream; charset=utf-8"),
                (b"cache-control", b"no-store"),
            ]
            assert (await browser.next())["body"] == b"retry: 2000\n\n"
            caught_up = await browser.next()
            assert caught_up["body"].count(b"event: act") == 2
            assert caught_up["more_body"] is True
            await browser.leave()
        assert live.hub.listeners == {}


@pytest.mark.parametrize("asked", [b"", b"abc", b"-1", b"9" * 5000, "²".encode(), b"1&x=2"])
def test_number_that_is_none_is_no_number(asked):
    assert live_app._last_id({"headers": [], "query_string": b"since=" + asked}) is None


def test_last_heard_number_wins():
    scope = {"headers": [(b"last-event-id", b"7")], "query_string": b"since=3"}
    assert live_app._last_id(scope) == 7
    assert live_app._last_id({**scope, "headers": []}) == 3


@in_earnest
async def test_application_ends_the_answer_when_the_server_stops(quick, world):
    async with serving() as live:
        browser = Browser(live, f"{PATH}{token_for(Channel(HERE))}")
        await browser.next()
        await browser.next()
        while not live.hub.listeners:
            await asyncio.sleep(FAST)
        await live.close()
        assert await browser.next() == {"type": "http.response.body"}
        await asyncio.wait_for(browser.task, 10)


def test_entries_are_in_the_order_of_commits(world, here, there, on):
    enter(here, on)
    enter(there, on)
    where = Entry.objects.order_by("number").values_list("township", flat=True)
    assert list(where) == [here.township.pk, there.township.pk]
    assert Chain.objects.get().number == 2


# --- counts that move without acts


def test_pulse_is_told_when_it_changes_and_to_whoever_comes_later(monkeypatch):
    here, counts = uuid4(), [3, 3, 4]
    monkeypatch.setattr(
        pulse, "SOURCES", [lambda districts: [Pulse(HERE, here, "congress.vote 1", str(counts.pop(0)))]]
    )
    pulses = Pulses()
    told = [[one.says for one in pulses.news([HERE], moved=n < 6)] for n in range(8)]  # then nobody writes any more
    assert told == [[], ["3"], [], [], [], ["4"], [], []]
    assert pulses.so_far(Channel(HERE, here)) == b"event: pulse\ndata: congress.vote 1 4\n\n"
    assert [pulses.so_far(channel) for channel in (Channel(HERE, uuid4()), Channel(ELSEWHERE))] == [b"", b""]
