"""Addresses of the hall: pages, what signed links open, then the acts with their doors and forms."""

from django.urls import path

from changren.base.web.doing import doing
from changren.congress import queries
from changren.congress.acts import hall as acts
from changren.congress.hall import forms, linked, views
from changren.congress.hall.views import to_console, to_floor
from changren.congress.queries import hall

door, votes, turns, counts = queries.for_reader, hall.votes_for, hall.turns_for, hall.counts_for

urlpatterns = [
    path("<uuid:pk>/console/", views.console, name="console"),
    path("<uuid:pk>/attendance/", views.attendance, name="attendance"),
    path("<uuid:pk>/floor/", views.floor, name="floor"),
    path("votes/<uuid:pk>/", views.vote, name="vote"),
    path("here/<str:token>/", views.here, name="here"),
    path("screen/<str:token>/", linked.screen, name="screen"),
    path("screen/<str:token>/now/", linked.now, name="now"),
    path("screen/<str:token>/code.svg", linked.code, name="code"),
    path("desk/<str:token>/", linked.desk, name="desk"),
    path("desk/<str:token>/names.json", linked.names, name="names"),
    path("desk/<str:token>/pass/", linked.passing, name="pass"),
    path("press/<str:token>/", linked.press, name="press"),
    doing(acts.open_desks, door=door, then=to_console),
    doing(acts.close_desks, door=door, then=to_console),
    doing(acts.call_item, door=door, form=forms.CallForm, then=to_console),
    doing(acts.prepare_vote, door=door, form=forms.VoteForm, then=to_console),
    doing(acts.separate, door=votes, form=forms.SeparateForm, then=to_console),
    doing(acts.open_vote, door=votes, then=to_console),
    doing(acts.close_vote, door=votes, then=to_console),
    doing(acts.declare, door=votes, then=to_console),
    doing(acts.void_vote, door=votes, form=forms.VoidForm, then=to_console),
    doing(acts.enter_block, door=votes, form=forms.BlockForm),
    doing(acts.correct_block, door=counts, form=forms.CorrectHandsForm),
    doing(acts.ask_to_speak, door=door, form=forms.WishForm, then=to_floor),
    doing(acts.withdraw_wish, door=turns, then=to_floor),
    doing(acts.call_speaker, door=turns, then=to_console),
    doing(acts.end_turn, door=turns, then=to_console),
]
