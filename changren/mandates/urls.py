"""Addresses of this room: pages, then its acts with their doors and forms."""

from django.urls import path

from changren.base.web.doing import doing
from changren.mandates import acts, forms, queries, views

app_name = "mandates"

urlpatterns = [
    path("", views.board, name="board"),
    path("<uuid:pk>/", views.mandate, name="mandate"),
    path("terms/<uuid:pk>/", views.term, name="term"),
    path("terms/<uuid:pk>/delegates/", views.board, name="delegates"),
    path("terms/<uuid:pk>/report/", views.report, name="report"),
    path("terms/<uuid:pk>/report.pdf", views.report_pdf, name="report-pdf"),
    path("terms/<uuid:pk>/register.pdf", views.register_pdf, name="register-pdf"),
    doing(acts.begin_term, form=forms.TermForm),
    doing(acts.correct_term, door=queries.terms_for, form=forms.TermForm),
    doing(acts.end_term, door=queries.terms_for, form=forms.DayForm),
    doing(acts.plan_session, door=queries.terms_for, form=forms.SessionForm),
    doing(acts.fix_should_attend, door=queries.sessions_for),
    doing(acts.hold_session, door=queries.sessions_for, form=forms.HeldForm),
    doing(acts.move_session, door=queries.sessions_for, form=forms.MoveForm),
    doing(acts.cancel_session, door=queries.sessions_for, form=forms.ReasonForm),
    doing(acts.add_electing_unit, door=queries.terms_for, form=forms.ElectingUnitForm),
    doing(acts.correct_electing_unit, door=queries.electing_units_for, form=forms.ElectingUnitForm),
    doing(acts.add_delegation, door=queries.terms_for, form=forms.DelegationForm),
    doing(acts.correct_delegation, door=queries.delegations_for, form=forms.DelegationForm),
    doing(acts.appoint_head, door=queries.delegations_for, form=forms.HeadForm),
    doing(acts.relieve_head, door=queries.delegations_for),
    doing(acts.set_target, door=queries.terms_for, form=forms.TargetForm),
    doing(acts.confirm_delegate, door=queries.terms_for, form=forms.NewDelegateForm),
    path("rosters/<uuid:pk>/", views.roster, name="roster"),
    path("terms/<uuid:pk>/roster/", views.roster_sheet, name="roster-sheet"),
    doing(acts.enter_roster, door=queries.terms_for, form=forms.RosterForm, template="mandates/enter_roster.html"),
    doing(acts.take_back_roster, door=queries.rosters_entered_for),
    doing(acts.correct_delegate, door=queries.mandates_for, form=forms.DelegateForm),
    doing(acts.take_seat, door=queries.mandates_for, form=forms.DayForm),
    doing(acts.restore, door=queries.mandates_for, form=forms.DayForm),
    doing(acts.suspend, door=queries.mandates_for, form=forms.SuspendForm),
    doing(acts.stop, door=queries.mandates_for, form=forms.DayForm),
    doing(acts.end_by_law, door=queries.mandates_for, form=forms.EndForm),
    doing(acts.propose_termination, door=queries.mandates_for, form=forms.ProposalForm),
    doing(acts.decide_termination, door=queries.terminations_for, form=forms.DecisionForm),
    doing(acts.dismiss_termination, door=queries.terminations_for, form=forms.DecisionForm),
    doing(acts.file_termination, door=queries.terminations_for),
    doing(acts.link_by_election, door=queries.vacancies_for, form=forms.ByElectionForm),
]
