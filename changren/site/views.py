"""The home page: what waits for you, from every room."""

from itertools import groupby
from typing import Any

from django.http import HttpResponse

from changren.base.acts import OpenAct, open_acts
from changren.base.data.answers import tells
from changren.base.web.page import page
from changren.base.web.waiting import Waiting
from changren.organisation.models import Post
from changren.organisation.queries import hold
from changren.proposals.acts import draft
from changren.site.backup.pages import is_kept_by
from changren.site.rooms import MECHANISMS


@tells(lines=list[Waiting], elsewhere=list[tuple[Post, int]], acts=list[OpenAct])
def home(request: Any) -> HttpResponse:
    """What waits for the person in the post they act in, and how much in their other posts."""
    hold(request.user)
    lines = [line for room in MECHANISMS for line in room.waiting_for(request.user)]
    mine = [line for line in lines if line.post.pk == request.post.pk]
    mine.sort(key=lambda line: (line.due is None, line.due))
    others = sorted((line.post for line in lines if line.post.pk != request.post.pk), key=lambda post: str(post.pk))
    elsewhere = [(post, len(list(same))) for post, same in groupby(others)]
    offer = open_acts(request.post.township, by=request.post, on=request.on, among=[draft])
    return page(
        request, "site/home.html", lines=mine, elsewhere=elsewhere, acts=offer, keeps_backups=is_kept_by(request.post)
    )
