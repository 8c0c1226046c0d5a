"""Addresses of this room: pages, then its acts with their doors and forms."""

from django.urls import path

from changren.base.web.doing import doing
from changren.rulebook import acts, forms, queries, views

app_name = "rulebook"

urlpatterns = [
    path("", views.board, name="board"),
    path("text/<str:book>/", views.text, name="text"),
    path("provisions/<str:key>/", views.provision, name="provision"),
    path("<uuid:pk>/", views.regulation, name="regulation"),
    path("<uuid:pk>/text/", views.version, name="version"),
    doing(acts.draft_regulation, form=forms.DraftForm),
    doing(acts.choose, door=queries.choices_for, form=forms.ValueForm),
    doing(acts.unchoose, door=queries.choices_for),
    doing(acts.open_consultation, door=queries.regulations_for),
    doing(acts.ask, door=queries.regulations_for, form=forms.AskForm),
    doing(acts.record_opinion, door=queries.consultations_for, form=forms.OpinionForm),
    doing(acts.settle_opinion, door=queries.consultations_for, form=forms.SettleForm),
    doing(acts.back_to_draft, door=queries.regulations_for),
    doing(acts.adopt, door=queries.regulations_for, form=forms.AdoptForm),
    doing(acts.abandon, door=queries.regulations_for),
]
