"""Addresses of this room: pages, then its acts with their doors and forms."""

from django.urls import path

from changren.base.web.doing import doing
from changren.forum import acts, forms, queries, views

app_name = "forum"
door, said = queries.forums_for, queries.contributions_for

urlpatterns = [
    path("", views.board, name="board"),
    path("<uuid:pk>/", views.forum, name="forum"),
    path("<uuid:pk>/minutes.pdf", views.minutes, name="minutes"),
    path("contributions/<uuid:pk>/", views.contribution, name="contribution"),
    doing(acts.plan, form=forms.PlanForm),
    doing(acts.revise, door=door, form=forms.PlanForm),
    doing(acts.invite_guest, door=door, form=forms.GuestForm),
    doing(acts.uninvite, door=queries.guests_for),
    doing(acts.open_forum, door=door),
    doing(acts.contribute, door=door, form=forms.SayForm),
    doing(acts.record, door=door, form=forms.RecordForm),
    doing(acts.show, door=said),
    doing(acts.set_aside, door=said, form=forms.ReasonForm),
    doing(acts.answer, door=said, form=forms.AnswerForm),
    doing(acts.take_up, door=said, form=forms.LinkForm),
    doing(acts.close_forum, door=door),
    doing(acts.write_minutes, door=door, form=forms.MinutesForm),
    doing(acts.adopt_minutes, door=door),
]
