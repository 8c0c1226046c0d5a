"""Addresses of this room: pages, then its acts with their doors and forms. Cases are opened by other rooms."""

from django.urls import path

from changren.base.web.doing import doing
from changren.casework import acts, forms, queries, views

app_name = "casework"
cases, extensions = queries.cases_for, queries.extensions_for

urlpatterns = [
    path("", views.board, name="board"),
    path("<uuid:pk>/", views.case, name="case"),
    path("answers/<uuid:pk>/letter/", views.letter, name="letter"),
    path("answers/<uuid:pk>/letter.pdf", views.letter_pdf, name="letter-pdf"),
    path("papers/<uuid:pk>/", views.paper, name="paper"),
    doing(acts.assign, door=cases, form=forms.AssignForm),
    doing(acts.return_to_office, door=cases, form=forms.ReasonForm),
    doing(acts.accept, door=cases),
    doing(acts.give_opinion, door=queries.assignments_for, form=forms.OpinionForm),
    doing(acts.record_contact, door=cases, form=forms.ContactForm),
    doing(acts.ask_extension, door=cases, form=forms.ReasonForm),
    doing(acts.grant_extension, door=extensions),
    doing(acts.decline_extension, door=extensions),
    doing(acts.stop_clock, door=cases, form=forms.ReasonForm),
    doing(acts.resume_clock, door=cases),
    doing(acts.draft_answer, door=cases, form=forms.AnswerForm),
    doing(acts.revise_answer, door=cases, form=forms.RevisionForm),
    doing(acts.give_back_draft, door=cases, form=forms.RemarkForm),
    doing(acts.sign_off, door=cases),
    doing(acts.judge, door=queries.deliveries_for, form=forms.VerdictForm),
    doing(acts.close, door=cases),
    doing(acts.let_rest, door=cases, form=forms.ReasonForm),
    doing(acts.report_progress, door=cases, form=forms.ProgressForm),
    doing(acts.urge, door=cases, form=forms.UrgeForm),
    doing(acts.refer_overdue, door=cases),
    doing(acts.take_in_charge, door=cases),
]
