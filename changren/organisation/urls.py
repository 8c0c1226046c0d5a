"""Addresses of this room: pages, then its acts with their doors and forms."""

from django.urls import path

from changren.base.web.doing import doing, to
from changren.organisation import acts, forms, queries
from changren.organisation.views import entrance, lists, rooms

app_name = "organisation"
LIST = "organisation/enter_list.html"

urlpatterns = [
    path("sign-in/", entrance.sign_in, name="sign-in"),
    path("sign-out/", entrance.sign_out, name="sign-out"),
    path("password/", entrance.choose_password, name="choose-password"),
    path("posts/", entrance.posts, name="posts"),
    path("posts/<uuid:pk>/act-as/", entrance.act_as, name="act-as"),
    path("display/", entrance.display, name="display"),
    path("", rooms.board, name="board"),
    path("people/", rooms.people, name="people"),
    path("people/<uuid:pk>/", rooms.person, name="person"),
    path("units/<uuid:pk>/", rooms.unit, name="unit"),
    path("calendar/", rooms.calendar, name="calendar"),
    path("notices/", rooms.notices, name="notices"),
    path("notices/read/", rooms.read_notices, name="read-notices"),
    path("account/", rooms.account, name="account"),
    path("account/sessions/<uuid:pk>/end/", rooms.end_session, name="end-session"),
    path("keys/<uuid:pk>/", rooms.key, name="key"),
    doing(acts.make_key, door=queries.people_for, form=forms.KeyForm),
    doing(acts.end_key, door=queries.keys_for),
    doing(acts.add_unit, form=forms.UnitForm),
    doing(acts.enter_units, door=queries.lists_for, form=forms.UnitsForm, template=LIST, then=to("organisation:board")),
    doing(
        acts.enter_members,
        door=queries.lists_for,
        form=forms.MembersForm,
        template=LIST,
        then=to("organisation:people"),
    ),
    path("<uuid:pk>/units/", lists.sheet_of(acts.enter_units, forms.UnitsForm), name="units-sheet"),
    path("<uuid:pk>/members/", lists.sheet_of(acts.enter_members, forms.MembersForm), name="members-sheet"),
    doing(acts.correct_unit, door=queries.units_for, form=forms.UnitForm),
    doing(acts.close_unit, door=queries.units_for),
    doing(acts.add_person, form=forms.NewPersonForm),
    doing(acts.correct_person, door=queries.people_for, form=forms.PersonForm),
    doing(acts.reset_password, door=queries.people_for, form=forms.FirstPasswordForm),
    doing(acts.choose_password, door=queries.people_for, form=forms.OwnPasswordForm),
    doing(acts.close_account, door=queries.people_for),
    doing(acts.open_account, door=queries.people_for),
    doing(acts.appoint, door=queries.people_for, form=forms.PostForm),
    doing(acts.relieve, door=queries.posts_for, form=forms.EndForm),
    doing(acts.mark_day, form=forms.DayForm, then=to("organisation:calendar")),
    doing(acts.strike_day, door=queries.days_for, then=to("organisation:calendar")),
    doing(acts.add_township, form=forms.TownshipForm, then=to("organisation:board")),
    doing(acts.correct_township, door=queries.townships_for, form=forms.TownshipForm, then=to("organisation:board")),
]
