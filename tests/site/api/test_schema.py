"""Whatever is sent, the answer is one of those described (schemathesis, over every operation)."""

import copy
from itertools import cycle

import jsonschema_rs
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    status_code_conformance,
)

from changren.base.tenancy.scope import within_district
from changren.site.api.addresses import ENDPOINTS
from changren.site.api.openapi import document
from tests.house.isolating import OF_THE_LEVEL, addresses, rows_of

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance]
TRIES = 3  # of each operation
WORDS = {"book": "proposals", "key": "proposals.cosigners_min"}
PLAIN = settings(
    max_examples=TRIES, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.fixture
def application():
    """The program as a server calls it, but in the transaction of the test, as Django's own client does it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def operations(district, application):
    """Every operation, with the ids that fit its address; and who asks, in turn."""
    schema = schemathesis.openapi.from_dict(without_answers(document("zh-hans")))
    schema.app = application
    pages = {one.route: one for one in addresses()}
    routes = {one.path: one.route for one in ENDPOINTS}
    found = []
    for result in schema.get_all_operations():
        operation = result.ok()
        page = pages[routes[operation.path]]
        with within_district(district.code):
            place = district.level if page.name in OF_THE_LEVEL else district.x
            ids = [str(row.pk) for row in rows_of(page.of, place)] if page.of else []
        found.append((operation, ids))
    return found


def without_answers(told):
    """The description without the schemas of answers, which `fits` checks."""
    told = copy.deepcopy(told)
    for way in (way for path in told["paths"].values() for name, way in path.items() if name != "parameters"):
        for answer in way["responses"].values():
            answer["content"] = {kind: {} for kind in answer.get("content", {})}
    return told | {"components": {"securitySchemes": told["components"]["securitySchemes"]}}


def fits(operation, response):
    """The body is as described. Not asked of schemathesis: 4.32 takes `prefixItems` for what draft 7 called `items`."""
    told = document("zh-hans")
    way = told["paths"][operation.path][operation.method]
    content = way["responses"][str(response.status_code)].get("content", {})
    for kind, described_as in content.items():
        if kind.endswith("json"):
            schema = described_as["schema"] | {"components": told["components"]}
            jsonschema_rs.validator_for(schema).validate(response.json())


def statuses_of(operation, ids, asking):
    """Send an operation what fits its description, to objects that there are, by each key in turn."""
    found = set()

    @PLAIN
    @given(case=operation.as_strategy(), data=st.data())
    def sent(case, data):
        for name in case.path_parameters or {}:
            case.path_parameters[name] = WORDS.get(name) or data.draw(st.sampled_from(ids))
        case.headers.update(next(asking).shown)
        response = case.call()
        found.add((case.method, response.status_code))
        case.validate_response(response, checks=CHECKS)
        fits(operation, response)

    sent()
    return found


def test_answers_are_those_described(operations, district, program):
    with within_district(district.code):
        posts = [*district.insiders(), district.world.officer, district.department]
    asking = cycle([program(post) for post in posts])
    statuses = {one for operation, ids in operations for one in statuses_of(operation, ids, asking)}
    assert {("GET", 200), ("GET", 403), ("POST", 200), ("POST", 403), ("POST", 409), ("POST", 422)} <= statuses
