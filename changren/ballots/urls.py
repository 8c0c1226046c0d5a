"""Addresses of this room: pages, then the acts of scrutineers and the office. Polls are opened by other rooms."""

from django.urls import path

from changren.ballots import acts, forms, queries, views
from changren.base.web.doing import doing

app_name = "ballots"
mine, polls = queries.keepers_for, queries.polls_for
TEMPLATE = "ballots/hand_in.html"

urlpatterns = [
    path("", views.board, name="board"),
    path("own.js", views.own_script, name="own-script"),
    path("alone/<str:name>/", views.alone, name="alone"),
    path("<uuid:pk>/", views.poll, name="poll"),
    path("<uuid:pk>/table.txt", views.table, name="table"),
    path("<uuid:pk>/notice/", views.notice, name="notice"),
    path("<uuid:pk>/booth/", views.booth, name="booth"),
    path("<uuid:pk>/cast/", views.cast, name="cast"),
    path("<uuid:pk>/trackers/", views.trackers, name="trackers"),
    path("<uuid:pk>/head.json", views.head, name="head"),
    path("<uuid:pk>/archive.bel", views.archive, name="archive"),
    doing(acts.certify, door=mine, form=forms.FileForm, template=TEMPLATE),
    doing(acts.draw, door=mine, form=forms.FileForm, template=TEMPLATE),
    doing(acts.publish_key, door=mine, form=forms.FileForm, template=TEMPLATE),
    doing(acts.open_result, door=mine, form=forms.FileForm, template=TEMPLATE),
    doing(acts.register_slips, door=polls, form=forms.SlipsForm, template="ballots/slips.html"),
    doing(acts.close_list, door=polls),
    doing(acts.draw_anew, door=polls),
]
