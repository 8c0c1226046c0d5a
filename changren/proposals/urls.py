"""Addresses of this room: pages, then its acts with their doors and forms."""

from django.urls import path

from changren.base.web.doing import doing
from changren.proposals import acts, forms, queries
from changren.proposals.views import pages, papers, public

app_name = "proposals"
own, plans, activities = queries.proposals_for, queries.plans_for, queries.activities_for
signatures = queries.signatures_for

urlpatterns = [
    path("", pages.board, name="board"),
    path("<uuid:pk>/", pages.proposal, name="proposal"),
    path("<uuid:pk>/print/", pages.printed, name="print"),
    path("<uuid:pk>/form.pdf", papers.form_pdf, name="form-pdf"),
    path("papers/<uuid:pk>/", pages.paper, name="paper"),
    path("plans/<uuid:pk>/", pages.plan, name="plan"),
    path("activities/<uuid:pk>/", pages.activity, name="activity"),
    path("public/", public.listing, name="public"),
    path("public.<str:kind>", public.machine, name="public-data"),
    path("public/<uuid:pk>/", public.one, name="public-one"),
    path("report/<uuid:pk>/", pages.report, name="report"),
    path("report/<uuid:pk>/report.pdf", papers.report_pdf, name="report-pdf"),
    path("heard/<uuid:pk>/", pages.heard, name="heard"),
    doing(acts.assess_report, door=queries.hearings_for, form=forms.AssessForm),
    doing(acts.refer_to_committee, door=own),
    doing(acts.draft_plan, door=queries.sessions_for, form=forms.PlanForm),
    doing(acts.revise_plan, door=plans, form=forms.PlanForm),
    doing(acts.publish_plan, door=plans),
    doing(acts.move_cutoffs, door=plans, form=forms.CutoffsForm),
    doing(acts.plan_activity, door=plans, form=forms.ActivityForm),
    doing(acts.report_activity, door=activities, form=forms.ReportForm),
    doing(acts.cancel_activity, door=activities),
    doing(acts.draft, form=forms.DraftForm, template="proposals/draft.html"),
    doing(acts.write, door=own, form=forms.TextForm, template="proposals/draft.html"),
    doing(acts.attach, door=own, form=forms.PaperForm),
    doing(acts.detach, door=queries.papers_for, then=queries.owner_url),
    doing(acts.cite, door=own, form=forms.CiteForm),
    doing(acts.put_forward, door=own),
    doing(acts.take_back, door=own),
    doing(acts.revive, door=own),
    doing(acts.withdraw, door=own, form=forms.WithdrawForm),
    doing(acts.invite, door=own, form=forms.InviteForm, template="proposals/invite.html"),
    doing(acts.join, door=queries.collecting_in),
    doing(acts.sign, door=signatures, form=forms.SignForm, template="proposals/sign.html"),
    doing(acts.decline, door=signatures),
    doing(acts.withdraw_signature, door=signatures),
    doing(acts.hand_in, door=own),
    doing(acts.file, door=own, form=forms.OpinionForm),
    doing(acts.register, door=own, form=forms.OpinionForm),
    doing(acts.merge, door=own, form=forms.MergeForm),
    doing(acts.downgrade, door=own, form=forms.DowngradeForm),
    doing(acts.refuse, door=own, form=forms.RefuseForm),
    doing(acts.appeal, door=own, form=forms.AppealForm),
    doing(acts.accept_decision, door=own),
    doing(acts.allow_appeal, door=own, form=forms.DecisionForm),
    doing(acts.dismiss_appeal, door=own, form=forms.DecisionForm),
    doing(acts.hand_over, door=own, form=forms.HandOverForm),
    doing(acts.reclassify, door=own, form=forms.FieldForm),
    doing(acts.publish, door=own),
    doing(acts.withhold, door=own),
]
