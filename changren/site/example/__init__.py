"""The example district: Lucheng in 2010, as published, with invented people.

Everything is told through acts with the moment as argument, in the order of time; nothing is inserted. The clock of
the example stands at the day of publication and runs on from there.
"""

from changren.site.example.cards import cards
from changren.site.example.loading import ensure, follow_clock

__all__ = ["cards", "ensure", "follow_clock"]
