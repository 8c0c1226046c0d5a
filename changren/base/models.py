"""The tables of the base, gathered for Django."""

from changren.base.clock.models import CalendarDay
from changren.base.documents.models import Attachment
from changren.base.jobs.models import Job
from changren.base.minutes.models import Chain, Entry
from changren.base.notices.models import Notice
from changren.base.tenancy.models import District, Township
from changren.base.web.models import UnsentText

__all__ = ["Attachment", "CalendarDay", "Chain", "District", "Entry", "Job", "Notice", "Township", "UnsentText"]
