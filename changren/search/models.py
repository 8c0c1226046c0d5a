"""What is in the index. The tokens themselves are beside it, as each engine keeps them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from changren.base.tenancy.models import Tenant


class Found(Tenant):
    """One object that can be found, and its place in the order of results.

    `place` says where and when: district, room, day and a count, see `places`. `digest` tells whether what it is
    found by has changed.
    """

    stays = True
    hangs = False  # follows what there is

    thing = models.UUIDField()
    place = models.BigIntegerField()
    digest = models.CharField(max_length=32)

    was_there = True  # before it was written last

    class Meta(Tenant.Meta):
        verbose_name = _("thing that can be found")
        constraints = [
            models.UniqueConstraint(fields=["district", "thing"], name="found_thing"),
            models.UniqueConstraint(fields=["district", "place"], name="found_place"),
        ]


class DocumentFrequencies(Tenant):
    """In how many of a district's matters each piece of text stands: what makes a piece rare, and so telling.

    counts: JSON, compressed with zlib, of the pieces that stand in more than `least` matters; any other counts as
    standing in `least`. Counted anew every night, see `frequencies`.
    """

    stays = True

    matters = models.PositiveIntegerField()
    least = models.PositiveIntegerField()
    counts = models.BinaryField()

    class Meta(Tenant.Meta):
        verbose_name = _("document frequencies")
        constraints = [models.UniqueConstraint(fields=["district"], name="frequencies_once")]
