"""Rosters to enter, and how a page is sent back and forth."""

import re
from html import unescape

import pytest
from django.urls import reverse

from changren.base.tables.comparing import best_sheet
from changren.base.tables.reading import read_text
from changren.mandates import acts, queries
from tests.world import at

ON = at("2010-04-01 09:00")
HEAD = ("姓名", "性别", "民族", "出生年月", "手机", "选举单位", "代表团", "身份", "界别")
NEW = ("欧阳　兰", "女", "汉", "1980.3", "138 1111 2222", "新村支部", "新团", "一线", "村居")
OTHER = ("阿依·古丽", "女", "维吾尔族", "1990年5月", "139-1111-2222", "新村支部", "新团", "领导干部", "机关")


@pytest.fixture
def term(here):
    """With seats left for new electing units."""
    here.term.seats = 120
    here.term.save()
    return here.term


@pytest.fixture
def clerk(here):
    return here.posts["clerk"]


def roster(term, *rows, head=HEAD):
    """What these rows would do."""
    text = "\n".join("\t".join(row) for row in (head, *rows))
    sheet, layout = best_sheet(read_text(text), queries.columns())
    return queries.roster(term, sheet, layout, layout)


def entered(term, by, *rows, head=HEAD, password="", **other):
    found = roster(term, *rows, head=head)
    lines = [queries.as_given(line) for line in found.of("new", "changed")]
    given = {"lines": lines, "seats": found.new_units, "headings": {}, "source": "", "first_password": password} | other
    return acts.enter_roster(term, by=by, on=ON, **given)


def known_row(mandate, **other):
    """A row that says of a delegate what the register says."""
    said = {"姓名": mandate.person.name, "选举单位": mandate.electing_unit.name, "代表团": mandate.delegation.name}
    return {**said, **other}


def address(term):
    return reverse("mandates:enter_roster", args=[term.pk])


def pasted(*rows):
    return "\n".join("\t".join(row) for row in (HEAD, *rows))


def sent_back(text):
    """What the page sends with its next step."""
    values = {name: unescape(value) for name, value in re.findall(r'name="(table|begins)" value="([^"]*)"', text)}
    for n, options in re.findall(r'<select name="column-(\d+)"(.*?)</select>', text, re.S):
        chosen = re.search(r'value="(\w*)" selected', options)
        values[f"column-{n}"] = chosen[1] if chosen else ""
    return values
