"""Evaluations, whom they are about, who takes part, who watches, and what was counted."""

from changren.evaluation.models.counts import Count
from changren.evaluation.models.evaluations import About, Evaluation, Subject
from changren.evaluation.models.people import Rater, Scrutineer

__all__ = ["About", "Count", "Evaluation", "Rater", "Scrutineer", "Subject"]
