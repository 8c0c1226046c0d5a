"""The rooms by name, in one visible list (docs/house.md, section 3)."""

from changren.ballots import queries as ballots
from changren.casework import queries as casework
from changren.congress import queries as congress
from changren.contact import queries as contact
from changren.elections import queries as elections
from changren.evaluation import queries as evaluation
from changren.forum import queries as forum
from changren.gallery import queries as gallery
from changren.mandates import queries as mandates
from changren.matters import queries as matters
from changren.proposals import queries as proposals
from changren.rulebook import queries as rulebook

MECHANISMS = (
    proposals, matters, congress, casework, evaluation, elections, gallery, forum, contact, ballots, mandates,
    rulebook,
)  # fmt: skip
