"""Every page as data and every act, under /api/v1/, for programs that show a key (decision 0030)."""

from changren.site.api.addresses import mirrored

__all__ = ["mirrored"]
