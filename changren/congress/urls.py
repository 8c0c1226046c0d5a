"""Addresses of this room: pages, then its acts with their doors and forms."""

from django.urls import path

from changren.base.web.doing import doing
from changren.congress import acts, forms, queries, views

app_name = "congress"
door, sessions, invitees = queries.for_reader, queries.sessions_for, queries.invitees_for

urlpatterns = [
    path("", views.board, name="board"),
    path("<uuid:pk>/", views.meeting, name="meeting"),
    doing(acts.plan, door=sessions, form=forms.PlanForm),
    doing(acts.invite, door=door, form=forms.InviteForm),
    doing(acts.take_back_invitation, door=invitees),
]
