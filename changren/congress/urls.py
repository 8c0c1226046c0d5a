"""Addresses of this room: pages, then its acts with their doors and forms."""

from django.urls import path

from changren.base.web.doing import doing
from changren.congress import acts, forms, queries, views
from changren.congress.hall.urls import urlpatterns as hall
from changren.congress.hall.views import after_console

app_name = "congress"
door, invitees, items = queries.for_reader, queries.invitees_for, queries.items_for
papers, resolutions, bulletins = queries.papers_for, queries.resolutions_for, queries.bulletins_for

urlpatterns = [
    path("", views.board, name="board"),
    path("resolutions/", views.resolutions, name="resolutions"),
    path("resolutions/<uuid:pk>/", views.resolution, name="resolution"),
    path("<uuid:pk>/", views.meeting, name="meeting"),
    path("<uuid:pk>/people/", views.people, name="people"),
    path("<uuid:pk>/requirements/", views.requirements, name="requirements"),
    path("<uuid:pk>/requirements.pdf", views.requirements_pdf, name="requirements-pdf"),
    path("<uuid:pk>/minutes.pdf", views.minutes_pdf, name="minutes-pdf"),
    path("<uuid:pk>/minutes.docx", views.minutes_word, name="minutes-word"),
    path("<uuid:pk>/archive.zip", views.archive, name="archive"),
    path("papers/<uuid:pk>/", views.paper, name="paper"),
    doing(acts.plan, door=queries.sessions_for, form=forms.PlanForm),
    doing(acts.revise, door=door, form=forms.ReviseForm),
    doing(acts.approve, door=door),
    doing(acts.convene, door=door, form=forms.NoticeForm),
    doing(acts.cancel_meeting, door=door, form=forms.ReasonForm),
    doing(acts.add_item, door=door, form=forms.ItemForm),
    doing(acts.change_item, door=items, form=forms.ItemForm),
    doing(acts.move_item, door=items, form=forms.MoveForm),
    doing(acts.remove_item, door=items),
    doing(acts.ask_paper, door=door, form=forms.AskPaperForm),
    doing(acts.file_paper, door=papers, form=forms.FilePaperForm),
    doing(acts.withdraw_paper, door=papers),
    doing(acts.invite, door=door, form=forms.InviteForm, then=views.to_people),
    doing(acts.take_back_invitation, door=invitees, then=views.to_people),
    doing(acts.read_notice, door=invitees),
    doing(acts.say_coming, door=invitees),
    doing(acts.ask_leave, door=invitees, form=forms.LeaveForm),
    doing(acts.give_view, door=invitees, form=forms.ViewForm, then=views.to_people),
    doing(acts.grant_leave, door=invitees, then=views.to_people),
    doing(acts.refuse_leave, door=invitees, form=forms.ReasonForm, then=views.to_people),
    doing(acts.give_place, door=door, form=forms.PlaceForm, then=views.to_people),
    doing(acts.draw_up_seating, door=door, form=forms.SeatingForm, then=views.to_people),
    doing(acts.name_officers, door=door, form=forms.OfficersForm),
    doing(acts.relieve_officer, door=queries.officers_for),
    doing(acts.prepare, door=door),
    doing(acts.open_meeting, door=door, then=after_console),
    doing(acts.close_meeting, door=door, then=after_console),
    doing(acts.write_minutes, door=door, form=forms.MinutesForm),
    doing(acts.adopt_minutes, door=door),
    doing(acts.draft_resolution, door=door, form=forms.DraftResolutionForm),
    doing(acts.amend_resolution, door=resolutions, form=forms.AmendForm),
    doing(acts.adopt_resolution, door=resolutions),
    doing(acts.drop_resolution, door=resolutions),
    doing(acts.assign_resolution, door=resolutions, form=forms.AssignForm),
    doing(acts.report_outcome, door=resolutions, form=forms.OutcomeForm),
    doing(acts.judge_resolution, door=resolutions, form=forms.JudgeForm),
    doing(acts.count_judgements, door=resolutions),
    doing(acts.file_bulletin, door=door, form=forms.BulletinForm),
    doing(acts.release_bulletin, door=bulletins),
    doing(acts.answer_bulletin, door=bulletins, form=forms.AnswerForm),
    *hall,
]
