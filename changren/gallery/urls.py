"""Addresses of this room: pages, what is open to everybody, then its acts with their doors and forms."""

from django.urls import path

from changren.base.web.doing import doing
from changren.gallery import acts, forms, queries
from changren.gallery.views import pages, public

app_name = "gallery"
door, applications = queries.galleries_for, queries.applications_for

urlpatterns = [
    path("", pages.board, name="board"),
    path("<uuid:pk>/", pages.gallery, name="gallery"),
    path("<uuid:pk>/permits.pdf", pages.permits, name="permits"),
    path("applications/<uuid:pk>/", pages.application, name="application"),
    path("public/", public.listing, name="public"),
    path("public/<uuid:pk>/", public.notice, name="notice"),
    path("mine/<str:token>/", public.mine, name="mine"),
    path("mine/<str:token>/permit.pdf", public.permit, name="permit"),
    path("mine/<str:token>/<uuid:pk>/", public.paper, name="paper"),
    doing(acts.prepare, door=queries.meetings_for, form=forms.ReviseForm),
    doing(acts.revise, door=door, form=forms.ReviseForm),
    doing(acts.publish_notice, door=door),
    doing(acts.call_off, door=door, form=forms.ReasonForm),
    doing(acts.apply, door=door, form=forms.ApplyForm),
    doing(acts.recommend, door=door, form=forms.RecommendForm),
    doing(acts.shortlist, door=door, form=forms.ListForm),
    doing(acts.decide, door=door, form=forms.DecideForm),
    doing(acts.issue_permits, door=door),
    doing(acts.finish, door=door),
    doing(acts.withdraw, door=applications),
    doing(acts.take_back_permit, door=applications),
    doing(acts.let_in, door=applications),
    doing(acts.give_opinion, door=applications, form=forms.OpinionForm),
    doing(acts.read_opinion, door=applications),
]
