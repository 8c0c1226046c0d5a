"""Who may."""

from changren.organisation.guards import of_district, of_township
from changren.organisation.models import Role

is_office = of_township(Role.CLERK)
is_committee = of_township(Role.COMMITTEE)
is_district = of_district
