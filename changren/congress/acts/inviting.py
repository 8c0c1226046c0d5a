"""Who is expected in the hall (art. 1 and 4)."""

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.congress import guards as only
from changren.congress import queries
from changren.congress.acts.tells import the_invitee
from changren.congress.models import Invitee, Meeting
from changren.mandates.models import Mandate
from changren.organisation.models import Person


@act(Invitee, who=only.is_office, within=Meeting, tells=[the_invitee], keeps={"standing": Invitee.Standing},
     when=[only.is_still_to_be_held, only.is_not_invited, only.mandate_is_of_term, only.person_is_of_township],
     says=_("{by} put {it} on the list ({standing})"), verb=_("Invite"))  # fmt: skip
def invite(meeting: Meeting, *, name: str, standing: str, person: Person | None = None,
           mandate: Mandate | None = None) -> Invitee:  # fmt: skip
    """Annual Meeting Rules, art. 4. Who is not a delegate is expected beside the delegates, and counted apart."""
    return Invitee.objects.create(
        township=meeting.township, meeting=meeting, name=name, standing=standing, mandate=mandate,
        person=mandate.person if mandate else person, delegation=mandate.delegation if mandate else None,
        code=queries.new_code(),
    )  # fmt: skip


@act(Invitee, who=only.is_office, when=[only.is_still_to_be_held, only.is_invited], tells=[the_invitee],
     says=_("{by} took {it} off the list"), verb=_("Take off the list"))  # fmt: skip
def take_back_invitation(invitee: Invitee) -> None:
    """Before the meeting is closed. The code on the badge opens nothing any more."""
    invitee.is_withdrawn = True
