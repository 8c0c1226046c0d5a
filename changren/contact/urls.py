"""Addresses of this room: pages, then its acts with their doors and forms."""

from django.urls import path

from changren.base.web.doing import doing, to
from changren.contact import acts, forms, queries, views

app_name = "contact"
plans, ties, people, talks = queries.plans_for, queries.ties_for, queries.counterparts_for, queries.talks_for

urlpatterns = [
    path("", views.board, name="board"),
    path("mine/", views.mine, name="mine"),
    path("<uuid:pk>/", views.plan, name="plan"),
    path("<uuid:pk>/coverage/", views.coverage, name="coverage"),
    path("ties/<uuid:pk>/", views.tie, name="tie"),
    path("people/<uuid:pk>/", views.counterpart, name="counterpart"),
    path("talks/<uuid:pk>/", views.talk, name="talk"),
    path("messages/<uuid:pk>/", views.message, name="message"),
    doing(acts.propose, form=forms.ProposeForm),
    doing(acts.propose_again, door=plans, form=forms.AgainForm),
    doing(acts.assign, door=plans, form=forms.AssignForm),
    doing(acts.adopt, door=plans, form=forms.AdoptForm),
    doing(acts.end, door=plans),
    doing(acts.drop, door=plans),
    doing(acts.list_person, form=forms.ListForm, then=to("contact:mine")),
    doing(acts.enter_lists, door=plans, form=forms.ListsForm),
    doing(acts.take_off, door=people),
    doing(acts.log_talk, door=ties, form=forms.TalkForm, then=to("contact:mine")),
    doing(acts.log_visit, door=people, form=forms.VisitForm, then=to("contact:mine")),
    doing(acts.amend, door=talks, form=forms.AmendForm),
    doing(acts.answer, door=talks, form=forms.AnswerForm),
    doing(acts.tell_on, door=talks),
    doing(acts.send_down, door=plans, form=forms.MessageForm),
    doing(acts.say_back, door=queries.messages_for, form=forms.ReplyForm),
]
