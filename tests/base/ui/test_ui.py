"""Templates of the whole program, the drawing of forms, and the page of all controls."""

import re
from datetime import date

import pytest
from django import forms
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation

from changren.base.ui import style, tags
from changren.base.ui.chart import bars, stack
from changren.base.ui.gallery import samples
from changren.base.web.forms import LongText
from changren.site.ways import ROOMS
from tests.world import at

CODE = style.HERE.parents[1]
ALONE = {  # no pages of the site: files with policies of their own (decisions 0034 and 0038)
    CODE / f"ballots/{name}/{name}.html" for name in ("booth", "scrutineer", "slips")
}
TEMPLATES = sorted({*CODE.rglob("*.html")} - ALONE)
FORBIDDEN = re.compile(r"""<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=|javascript:|://""", re.I)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(CODE).as_posix())
def test_template_holds_nothing_the_policy_refuses(path):
    html = re.sub(r"{%.*?%}|{#.*?#}", "", path.read_text("utf-8"), flags=re.S)
    assert FORBIDDEN.findall(html) == []


def test_every_icon_that_is_asked_for_is_drawn():
    asked = {name for path in TEMPLATES for name in re.findall(r'with icon="([\w-]+)"', path.read_text("utf-8"))}
    asked |= {way.icon for way in ROOMS}
    assert asked - set(style.icons()) == set()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_gallery_shows_every_control_without_a_query(client, on, language, django_assert_num_queries, db):
    client.cookies["language"] = language
    with django_assert_num_queries(0):
        response = client.get("/ui/")
    assert response.status_code == 200
    text = response.content.decode()
    assert f'<html lang="{language}"' in text
    controls = {path.parent.name for path in style.HERE.glob("*/*.html")} - {"gallery", "shell"}
    assert {name for name in controls if f"<code>{name}</code>" not in text} == set()


def test_gallery_says_the_same_in_both_languages_where_people_wrote_it(client, on, db):
    pages = []
    for language in ("zh-hans", "en"):
        client.cookies["language"] = language
        pages.append(client.get("/ui/").content.decode())
    assert [page.count("关于整治渔渡老街积水问题的提案") for page in pages] == [3, 3]


class Asked(forms.Form):
    """A text that is too long, and a choice not made."""

    text = LongText(label="正文", max_length=10, help_text="简要")
    kind = forms.ChoiceField(label="类别", choices=[("a", "提案"), ("b", "建议")], widget=forms.RadioSelect)
    name = forms.CharField(label="姓名", required=False)


def drawn(form):
    with translation.override("en"):
        return re.sub(r"\s+", " ", str(form))


def test_field_tells_its_hint_its_error_and_its_limit():
    form = Asked({"text": "一" * 11})
    assert form["text"].aria_describedby == "id_text_helptext id_text_error id_text_count"
    assert form["name"].aria_describedby == ""
    text = drawn(form)
    for said in ("helptext", "error", "count"):
        assert text.count(f'id="id_text_{said}"') == 1
    assert 'data-limit="10"' in text
    assert "maxlength" not in text


def test_summary_leads_to_what_can_be_filled_in():
    text = drawn(Asked({"text": "一" * 11}))
    targets = re.findall(r'<a href="#([\w-]+)">', text)
    assert targets == ["id_text", "id_kind_0"]
    assert [text.count(f'id="{target}"') for target in targets] == [1, 1]


def test_form_without_errors_has_no_summary():
    assert 'class="summary"' not in drawn(Asked())
    assert 'class="summary"' in drawn(Asked({}))


def test_long_text_counts_an_end_of_line_once():
    form = Asked({"text": "一二三四\r\n五六七八九", "kind": "a"})
    assert form.is_valid()
    assert form.cleaned_data["text"] == "一二三四\n五六七八九"


def test_limit_is_told_of_long_texts_only():
    assert [tags.limit(field) for field in Asked()] == [10, None, None]


@pytest.mark.parametrize(
    ("due", "left"), [(date(2010, 4, 4), 3), (date(2010, 4, 1), 0), (date(2010, 3, 30), -2), (None, None)]
)
def test_days_left_are_counted_from_the_moment(due, left):
    assert tags.days_left(due, at("2010-04-01 23:59")) == left


def test_first_act_that_may_be_done_is_the_primary_one():
    acts = samples.acts()
    closed = [one for one in acts if one.objection]
    shown = render_to_string("ui/offer/offer.html", {"acts": [*closed, *[one for one in acts if not one.objection]]})
    assert re.findall(r'<a class="(button[^"]*)"', shown) == ["button", "button button--quiet"]
    assert shown.count("offer-closed") == 2
    assert 'class="button"' not in render_to_string("ui/offer/offer.html", {"acts": acts, "quiet": True})


@pytest.mark.parametrize("template", ["bars", "stack"])
def test_chart_is_a_table_with_every_number(template):
    lines = [("城乡建设", 9, "/a/"), ("农业农村" * 12, 1234, ""), ("其他", 0, "")]
    chart = {"bars": bars, "stack": stack}[template](lines, title="按领域")
    shown = render_to_string(f"ui/chart/{template}.html", {"chart": chart})
    table = re.sub(r"<svg.*?</svg>", "", shown, flags=re.S)
    assert re.findall(r">(\d+)<", table) == ["9", "1234", "0", "1243"]
    assert table.count('<th scope="row">') == 4
    assert "style=" not in shown


def test_tag_library_escapes_what_people_wrote():
    template = engines["django"].from_string('{% include "ui/tag/tag.html" %}')
    assert "<b>" not in template.render({"says": "<b>", "tone": ""})
