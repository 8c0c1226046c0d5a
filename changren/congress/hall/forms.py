"""The shape of what comes in while the meeting is held."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from changren.base.web.forms import ActForm, LongText
from changren.congress.models import Item, Turn, Vote
from changren.congress.queries import hall
from changren.mandates.models import Delegation

HANDS_MOST = 9999  # of one delegation; what a page and the database bear, no rule
QUESTIONS_MOST = 6000  # characters of all of them


class CallForm(ActForm):
    """Which item is up."""

    item = forms.ModelChoiceField(label=_("Item of the agenda"), queryset=Item.every_district.none(), required=False,
                                  empty_label=_("none"))  # fmt: skip

    def prepare(self) -> None:
        self.fields["item"].queryset = self.it.items.all()  # type: ignore[attr-defined]


class VoteForm(ActForm):
    """The question, or one question a line; and how delegates answer."""

    questions = LongText(
        label=_("What is voted on"), rows=4, max_length=QUESTIONS_MOST,
        help_text=_("Several questions, one a line, are answered together; each can be separated."),
    )  # fmt: skip
    item = forms.ModelChoiceField(label=_("Item of the agenda"), queryset=Item.every_district.none(), required=False,
                                  empty_label=_("none"))  # fmt: skip
    majority = forms.ChoiceField(label=_("What it is about"), choices=Vote.Majority.choices,
                                 widget=forms.RadioSelect, initial=Vote.Majority.RESOLUTION)  # fmt: skip
    means = forms.ChoiceField(label=_("How delegates vote"), choices=Vote.Means.choices, widget=forms.RadioSelect,
                              initial=Vote.Means.PHONE)  # fmt: skip
    by_hand = forms.ModelMultipleChoiceField(
        label=_("Delegations that raise their hands"), queryset=Delegation.every_district.none(), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Only where some vote by telephone."),
    )  # fmt: skip

    def prepare(self) -> None:
        self.fields["item"].queryset = self.it.items.all()  # type: ignore[attr-defined]
        groups = Delegation.objects.filter(term=self.it.session.term_id).order_by("name")
        self.fields["by_hand"].queryset = groups  # type: ignore[attr-defined]
        floor = hall.floor_of(self.it)
        self.initial.setdefault("item", floor.item_id if floor else None)

    @property
    def given(self) -> dict[str, Any]:
        said = super().given
        lines = [" ".join(line.split()) for line in said["questions"].splitlines()]
        return said | {"questions": [line for line in lines if line], "by_hand": list(said["by_hand"])}


class SeparateForm(ActForm):
    """Which of several questions."""

    question = forms.ChoiceField(label=_("Question"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        self.fields["question"].choices = [(one, one) for one in self.it.questions]  # type: ignore[attr-defined]


class HandsForm(ActForm):
    """The hands that were counted."""

    keeps_unsent = False  # nobody else shall see a count on a shared computer

    in_favour = forms.IntegerField(label=_("Votes in favour"), min_value=0, max_value=HANDS_MOST)
    against = forms.IntegerField(label=_("Votes against"), min_value=0, max_value=HANDS_MOST)
    abstained = forms.IntegerField(label=_("Abstentions"), min_value=0, max_value=HANDS_MOST)


class BlockForm(HandsForm):
    """The same, of which delegation."""

    delegation = forms.ModelChoiceField(label=_("Delegation"), queryset=Delegation.every_district.none(),
                                        widget=forms.RadioSelect, empty_label=None)  # fmt: skip

    field_order = ("delegation", "in_favour", "against", "abstained")

    def prepare(self) -> None:
        rows = Delegation.objects.filter(pk__in=[one.delegation.pk for one in hall.blocks(self.it)])
        self.fields["delegation"].queryset = rows.order_by("name")  # type: ignore[attr-defined]


class CorrectHandsForm(HandsForm):
    """It begins with what was entered."""

    def prepare(self) -> None:
        names = ("in_favour", "against", "abstained")
        self.initial = {name: getattr(self.it, name) for name in names} | self.initial


class VoidForm(ActForm):
    reason = LongText(label=_("Reason"), rows=3, max_length=300)


class WishForm(ActForm):
    kind = forms.ChoiceField(label=_("What for"), choices=Turn.Kind.choices, widget=forms.RadioSelect,
                             initial=Turn.Kind.ORDINARY)  # fmt: skip
