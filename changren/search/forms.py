"""The shape of what comes in: words, and what the search is narrowed to."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from changren.base.web.forms import LongText
from changren.organisation.models import Post
from changren.organisation.queries import places_for
from changren.proposals.fields import Field
from changren.proposals.models import Proposal
from changren.proposals.queries import nameable_by, proposals_for
from changren.search.queries import PAGES, Asked
from changren.search.rooms import BY_NAME, ROOMS
from changren.search.words import LONGEST_QUESTION

LONGEST_TITLE, LONGEST_SUBJECT = 60, 6000  # characters, as many as the form of a proposal takes
YEARS = 10  # that can be chosen, this one among them
ANY = ("", _("any"))
RULES = ("rules", _("Rules"))


@dataclass(frozen=True)
class Draft:
    """A matter in words: what is typed, or what the proposal `of` says, which is not found itself."""

    title: str
    subject: str
    of: Proposal | None


class SimilarForm(forms.Form):
    """What is drafted, or a proposal that one may open (`of`); `earlier` are matters that were ticked already."""

    title = forms.CharField(label=_("What is it about?"), max_length=LONGEST_TITLE, required=False)
    subject = LongText(label=_("In a few sentences"), rows=4, max_length=LONGEST_SUBJECT, required=False)
    of = forms.ModelChoiceField(queryset=None, required=False, widget=forms.HiddenInput)
    earlier = forms.ModelMultipleChoiceField(queryset=None, required=False, widget=forms.MultipleHiddenInput)

    def __init__(self, data: Any, *, post: Post) -> None:
        super().__init__(data, auto_id="near-%s")
        fields: Any = self.fields
        fields["of"].queryset, fields["earlier"].queryset = proposals_for(post), nameable_by(post)

    def asked(self) -> Draft | None:
        """What is to be compared; None if nothing is said."""
        self.is_valid()
        title, subject = (self.cleaned_data.get(name) or "" for name in ("title", "subject"))
        of = self.cleaned_data.get("of")
        if of and not title and not subject:
            return Draft(of.title, of.subject, of)
        return Draft(title, subject, of) if title.strip() or subject.strip() else None

    def chosen(self) -> Any:
        """The matters that were ticked, without those that may not be named (any more)."""
        field, found = self.fields["earlier"], []
        for key in self.data.getlist("earlier"):
            with suppress(forms.ValidationError):
                found += field.clean([key])
        return found


class SearchForm(forms.Form):
    """Every field may be empty. States can be chosen once a room is; fields belong to proposals."""

    q = forms.CharField(label=_("Words, number or pinyin"), max_length=LONGEST_QUESTION, required=False)
    room = forms.ChoiceField(label=_("Where"), required=False)
    township = forms.ModelChoiceField(queryset=None, label=_("Township"), required=False, empty_label=_("all"))
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    field = forms.ChoiceField(label=_("Field"), required=False, choices=[ANY, *Field.choices])
    state = forms.ChoiceField(label=_("State"), required=False)
    page = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=PAGES)

    def __init__(self, data: Any, *, post: Post, year: int) -> None:
        super().__init__(data, auto_id="find-%s")
        room = BY_NAME.get(data.get("room", ""))
        fields: Any = self.fields
        fields["room"].choices = [("", _("everywhere")), *((one.name, one.label) for one in ROOMS), RULES]
        fields["year"].choices = [ANY, *((year - n, str(year - n)) for n in range(YEARS))]
        fields["township"].queryset = places_for(post)
        if not post.township.is_district:
            del fields["township"]
        if room and room.states:
            fields["state"].choices = [ANY, *room.states]
        else:
            del fields["state"]
        if (room and room.name != "proposals") or data.get("room") == RULES[0]:
            del fields["field"]

    def asked(self) -> Asked:
        """The question, as far as it makes sense: what is no choice narrows nothing."""
        self.is_valid()
        given = self.cleaned_data
        township = given.get("township")
        return Asked.of(
            given.get("q") or "", room=BY_NAME.get(given.get("room", "")), year=given.get("year"),
            township=township.pk if township else None, field=given.get("field", ""), state=given.get("state", ""),
            rules_alone=given.get("room") == RULES[0],
        )  # fmt: skip
