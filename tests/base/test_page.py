"""A page evaluates first and renders then; the net catches what a template asks the database."""

import logging

import pytest
from django import forms
from django.db import connection
from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory, override_settings

from changren.base.web import page as pages
from changren.base.web.page import QueryInTemplate, page
from changren.organisation.models import Unit

ASKS = "{{ unit.township.name }}"


@pytest.fixture
def template(monkeypatch):
    """`template(text)`: a template of that text; returns its name."""

    def made(text):
        monkeypatch.setattr(
            pages,
            "render_to_string",
            lambda name, context, request: engines["django"].from_string(text).render(context),
        )
        return "made.html"

    return made


@pytest.fixture
def request_():
    return RequestFactory().get("/")


def test_query_in_a_template_raises(template, request_, world):
    unit = Unit.objects.first()
    with pytest.raises(QueryInTemplate, match=r"made\.html asked: SELECT"):
        page(request_, template(ASKS), unit=unit)


def test_query_in_a_template_is_logged_in_production(template, request_, world, caplog):
    unit = Unit.objects.first()
    with override_settings(STRICT=False), caplog.at_level(logging.ERROR, "changren.page"):
        response = page(request_, template(ASKS), unit=unit)
    assert response.content.decode() == unit.township.name
    ((record),) = caplog.records
    assert (record.message, record.template) == ("query in template", "made.html")
    assert world.here.township.name not in record.sql


def test_net_is_down_again_after_the_page(template, request_, world):
    before = list(connection.execute_wrappers)
    page(request_, template("x"))
    with pytest.raises(QueryInTemplate):
        page(request_, template(ASKS), unit=Unit.objects.first())
    assert connection.execute_wrappers == before


@pytest.mark.parametrize(
    "given",
    [
        lambda: Unit.objects.order_by("name"), lambda: Unit.objects, lambda: (unit for unit in Unit.objects.all()),
        lambda: map(str, Unit.objects.all()), lambda: list(Unit.objects.all()),
    ],
    ids=["queryset", "manager", "generator", "iterator", "list"],
)  # fmt: skip
def test_what_a_page_is_given_is_evaluated_first(template, request_, world, given):
    text = template("{% for one in things %}{{ forloop.counter }} {% endfor %}{{ things|length }}")
    n = Unit.objects.count()
    assert page(request_, text, things=given()).content.decode().split()[-1] == str(n)


def test_choices_of_a_form_are_evaluated_first(template, request_, world):
    class Choose(forms.Form):
        unit = forms.ModelChoiceField(queryset=Unit.every_district.none())

    form = Choose()
    form.fields["unit"].queryset = Unit.objects.order_by("name")
    text = page(request_, template("{{ form.unit }}"), form=form).content.decode()
    assert text.count("<option") == Unit.objects.count() + 1


@pytest.mark.parametrize("value", ["text", 3, None, {"a": 1}, True])
def test_plain_values_pass(template, request_, value):
    assert page(request_, template("{{ it }}"), it=value).content.decode() == str(value).replace("'", "&#x27;")


def test_status_is_as_asked(template, request_):
    assert page(request_, template(""), status=422).status_code == 422


def test_context_of_the_shell_is_gathered_before_the_net(template, request_, world):
    request_.shared = lambda request: {"n": Unit.objects.count(), "own": "shell"}
    text = page(request_, template("{{ n }} {{ own }}"), own="page").content.decode()
    assert text == f"{Unit.objects.count()} page"


def test_htmx_is_answered_with_the_part(monkeypatch):
    asked = []
    monkeypatch.setattr(pages, "render_to_string", lambda name, context, request: asked.append(name) or "")
    for headers in ({}, {"HX-Request": "true"}):
        assert isinstance(page(RequestFactory().get("/", headers=headers), "a.html", part="list"), HttpResponse)
    page(RequestFactory().get("/", headers={"HX-Request": "true"}), "a.html")
    assert asked == ["a.html", "a.html#list", "a.html"]
