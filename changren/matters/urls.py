"""Addresses of this room: pages, what is open to everybody, then its acts with their doors and forms."""

from django.urls import path

from changren.base.web.doing import doing
from changren.matters import acts, forms, queries
from changren.matters.views import pages, public

app_name = "matters"
door, rooms, days = queries.matters_for, queries.workrooms_for, queries.receptions_for
SAID = "matters/said.html"

urlpatterns = [
    path("", pages.board, name="board"),
    path("<uuid:pk>/", pages.matter, name="matter"),
    path("workrooms/", pages.workrooms, name="workrooms"),
    path("workrooms/<uuid:pk>/", pages.workroom, name="workroom"),
    path("workrooms/<uuid:pk>/poster.pdf", pages.poster, name="poster"),
    path("receptions/<uuid:pk>/", pages.reception, name="reception"),
    path("photos/<uuid:pk>/", pages.photo, name="photo"),
    path("at/<str:token>/", public.at, name="at"),
    path("mine/<str:token>/", public.mine, name="mine"),
    doing(acts.open_workroom, form=forms.WorkroomForm),
    doing(acts.close_workroom, door=rooms),
    doing(acts.plan_reception, door=rooms, form=forms.ReceptionForm),
    doing(acts.call_off, door=days, form=forms.ReasonForm),
    doing(acts.hold, door=days, form=forms.HeldForm),
    doing(acts.raise_matter, door=rooms, form=forms.SaidForm),
    doing(acts.log, form=forms.LogForm, template=SAID),
    doing(acts.note, form=forms.LogForm, template=SAID),
    doing(acts.withdraw, door=door),
    doing(acts.verify, door=door, form=forms.VerifyForm),
    doing(acts.decline, door=door, form=forms.ReasonForm),
    doing(acts.pass_on, door=door, form=forms.PassForm),
    doing(acts.join, door=door, form=forms.JoinForm),
    doing(acts.hand_over, door=door, form=forms.HandForm),
    doing(acts.send_up, door=door, form=forms.UpForm),
    doing(acts.answer_at_once, door=door, form=forms.TextForm),
    doing(acts.report_answer, door=door, form=forms.TextForm),
    doing(acts.judge, door=door, form=forms.JudgeForm),
    doing(acts.take_up, door=door, form=forms.LinkForm),
]
