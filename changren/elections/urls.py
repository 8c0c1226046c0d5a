"""Addresses of this room: pages, then its acts with their doors and forms."""

from django.urls import path

from changren.base.web.doing import doing
from changren.elections import acts, forms, queries, views

app_name = "elections"
door, candidates, sheets = queries.elections_for, queries.candidates_for, queries.sheets_for

urlpatterns = [
    path("", views.board, name="board"),
    path("<uuid:pk>/", views.election, name="election"),
    path("<uuid:pk>/papers-a4.pdf", views.papers_a4, name="papers-a4"),
    path("<uuid:pk>/papers-a5.pdf", views.papers_a5, name="papers-a5"),
    path("<uuid:pk>/sheets.pdf", views.sheets, name="sheets"),
    path("<uuid:pk>/result.pdf", views.result, name="result"),
    doing(acts.draft, form=forms.DraftForm),
    doing(acts.revise, door=door, form=forms.DraftForm),
    doing(acts.adopt_method, door=door),
    doing(acts.nominate, door=door, form=forms.NominateForm),
    doing(acts.name_again, door=candidates, form=forms.NameAgainForm),
    doing(acts.withdraw, door=candidates, form=forms.ReasonForm),
    doing(acts.shorten_list, door=door, form=forms.ShortenForm),
    doing(acts.name_official, door=door, form=forms.OfficialForm),
    doing(acts.take_over_officers, door=door),
    doing(acts.relieve_official, door=door, form=forms.RelieveForm),
    doing(acts.settle_candidates, door=door),
    doing(acts.reopen_nomination, door=door),
    doing(acts.publicise, door=door),
    doing(acts.settle_papers, door=door, form=forms.PapersForm),
    doing(acts.open_voting, door=door, form=forms.PresentForm),
    doing(acts.close_voting, door=door),
    doing(acts.enter_sheet, door=door, form=forms.SheetForm),
    doing(acts.correct_sheet, door=sheets, form=forms.CorrectForm),
    doing(acts.strike_group, door=door, form=forms.GroupForm),
    doing(acts.draw_up, door=door),
    doing(acts.find_void, door=door, form=forms.ReasonForm),
    doing(acts.give_back, door=door),
    doing(acts.certify, door=door),
    doing(acts.seal, door=door),
    doing(acts.call_off, door=door, form=forms.ReasonForm),
    doing(acts.hold_again, door=door),
    doing(acts.fill_seats, door=door),
    doing(acts.leave_seats, door=door, form=forms.ConsentForm),
    doing(acts.enter_delegate, door=candidates, form=forms.EnterDelegateForm),
]
