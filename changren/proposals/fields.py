"""The fields of work that proposals are sorted into, and which of them are administrative.

The first four are named by the district this began with; the others complete the list its report counts.
Administrative matters have a better way: the people's congress.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Field(models.TextChoices):
    ORGANISATION = "organisation", _("grassroots organisations")
    MEMBERS = "members", _("education of members")
    PREMISES = "premises", _("village office premises")
    CADRES = "cadres", _("grassroots cadres")
    CONDUCT = "conduct", _("conduct and integrity")
    DELEGATES = "delegates", _("work of delegates")
    CULTURE = "culture", _("publicity and culture")
    TOWNS = "towns", _("urbanisation")
    INDUSTRY = "industry", _("industry")
    VILLAGES = "villages", _("new countryside")
    LIVELIHOOD = "livelihood", _("livelihood")
    ENVIRONMENT = "environment", _("environment and sanitation")
    SAFETY = "safety", _("public safety")
    EDUCATION = "education", _("education and health")
    OTHER = "other", _("others")


ADMINISTRATIVE = frozenset(
    {Field.TOWNS, Field.INDUSTRY, Field.LIVELIHOOD, Field.ENVIRONMENT, Field.SAFETY, Field.EDUCATION}
)


def is_administrative(field: str) -> bool:
    """Whether matters of this field usually belong to the government, and so to the people's congress."""
    return field in ADMINISTRATIVE
