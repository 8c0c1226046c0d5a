"""Every address begins here."""

from django.conf import settings
from django.urls import include, path

from changren.base.jobs import views as jobs
from changren.base.ui.views import gallery, stylesheet
from changren.base.web import health, unsent
from changren.organisation.middleware import bare, without_post
from changren.site import views
from changren.site.api import mirrored
from changren.site.api.openapi import description
from changren.site.backup.pages import backups
from changren.site.calendar import calendar, feed
from changren.site.help import guide, guides, picture
from changren.site.packing import pack, packed
from changren.site.raising import from_forum, from_matters
from changren.site.setup import setup

urlpatterns = [
    path("", views.home, name="home"),
    path("organisation/", include("changren.organisation.urls")),
    path("rulebook/", include("changren.rulebook.urls")),
    path("mandates/", include("changren.mandates.urls")),
    path("ballots/", include("changren.ballots.urls")),
    path("cases/", include("changren.casework.urls")),
    path("meetings/", include("changren.congress.urls")),
    path("packs/<uuid:pk>/", pack, name="pack"),
    path("packs/<uuid:pk>.pdf", packed, name="packed"),
    path("evaluations/", include("changren.evaluation.urls")),
    path("elections/", include("changren.elections.urls")),
    path("proposals/", include("changren.proposals.urls")),
    path("forum/", include("changren.forum.urls")),
    path("from-forum/", from_forum, name="from-forum"),
    path("matters/", include("changren.matters.urls")),
    path("from-matters/", from_matters, name="from-matters"),
    path("gallery/", include("changren.gallery.urls")),
    path("contact/", include("changren.contact.urls")),
    path("overview/", include("changren.overview.urls")),
    path("search/", include("changren.search.urls")),
    path("unsent/", without_post(unsent.keep), name="unsent"),
    path("unsent/drop/", without_post(unsent.drop), name="unsent-drop"),
    path("backups/", backups, name="backups"),
    path("calendar/", calendar, name="calendar"),
    path("calendar/<str:token>.ics", feed, name="calendar-feed"),
    path("jobs/", jobs.listing, name="jobs"),
    path("jobs/<uuid:pk>/", jobs.one, name="job"),
    path("jobs/<uuid:pk>/stop/", jobs.stop, name="job-stop"),
    path("ui/", bare(gallery), name="ui"),
    path("ui/changren.<str:version>.css", bare(stylesheet), name="stylesheet"),
    path("help/", guides, name="help"),
    path("help/<str:name>/", guide, name="guide"),
    path("help/pictures/<str:name>", picture, name="help-picture"),
    path("setup/<str:token>/", setup, name="setup"),
    path("healthz", bare(health.alive)),
    path("readyz", bare(health.ready)),
    path("metrics", bare(health.metrics)),
]

if settings.ADMIN:
    from changren.site.admin import looking_glass

    urlpatterns.append(path("admin/", looking_glass.urls))

urlpatterns += [
    path("api/v1/openapi.json", description, name="openapi"),
    path("api/v1/", include((mirrored(urlpatterns), "api"))),
]

handler400 = "changren.base.web.errors.bad_request"
handler403 = "changren.base.web.errors.forbidden"
handler404 = "changren.base.web.errors.not_found"
handler500 = "changren.base.web.errors.broken"
