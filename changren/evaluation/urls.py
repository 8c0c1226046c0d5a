"""Addresses of this room: pages, then its acts with their doors and forms."""

from django.urls import path

from changren.base.web.doing import doing
from changren.evaluation import acts, forms, queries, views

app_name = "evaluation"
door, subjects, counts = queries.evaluations_for, queries.subjects_for, queries.counts_for

urlpatterns = [
    path("", views.board, name="board"),
    path("<uuid:pk>/", views.evaluation, name="evaluation"),
    path("<uuid:pk>/form/", views.form, name="form"),
    path("<uuid:pk>/sheet/", views.result, name="result"),
    path("<uuid:pk>/form.docx", views.form_word, name="form-word"),
    path("<uuid:pk>/sheet.docx", views.result_word, name="result-word"),
    path("<uuid:pk>/sheet.pdf", views.result_pdf, name="result-pdf"),
    path("papers/<uuid:pk>/", views.paper, name="paper"),
    doing(acts.draft, form=forms.DraftForm),
    doing(acts.revise, door=door, form=forms.ReviseForm),
    doing(acts.add_subject, door=door, form=forms.SubjectForm),
    doing(acts.remove_subject, door=door, form=forms.RemoveForm),
    doing(acts.name_scrutineer, door=door, form=forms.ScrutineerForm),
    doing(acts.relieve_scrutineer, door=door, form=forms.RelieveForm),
    doing(acts.file_report, door=subjects, form=forms.ReportForm),
    doing(acts.adopt, door=door),
    doing(acts.fix_electorate, door=door),
    doing(acts.call_off, door=door, form=forms.ReasonForm),
    doing(acts.hand_out, door=door, form=forms.HandOutForm),
    doing(acts.use_own_device, door=queries.raters_for, form=forms.CredentialForm, template="evaluation/own.html"),
    doing(acts.open_evaluation, door=door),
    doing(acts.close_evaluation, door=door),
    doing(acts.find_void, door=door, form=forms.ReasonForm),
    doing(acts.repeat, door=door),
    doing(acts.enter_count, door=door, form=forms.CountForm),
    doing(acts.correct_count, door=counts, form=forms.CorrectForm),
    doing(acts.strike_group, door=door, form=forms.GroupForm),
    doing(acts.draw_up, door=door),
    doing(acts.give_back_result, door=door),
    doing(acts.sign_result, door=door),
    doing(acts.report_result, door=door),
    doing(acts.give_feedback, door=door),
    doing(acts.read_feedback, door=subjects),
    doing(acts.report_rectification, door=subjects, form=forms.RectificationForm),
    doing(acts.settle_line, door=subjects, form=forms.FindingForm),
    doing(acts.finish, door=door),
]
