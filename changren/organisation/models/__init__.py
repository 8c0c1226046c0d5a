"""The people and the bodies they act for."""

from changren.organisation.models.accounts import FailedSignIn, PastPassword, Person, SignIn
from changren.organisation.models.headings import KnownHeading
from changren.organisation.models.keys import AccessKey
from changren.organisation.models.posts import Post, Role
from changren.organisation.models.units import Unit

__all__ = ["AccessKey", "FailedSignIn", "KnownHeading", "PastPassword", "Person", "Post", "Role", "SignIn", "Unit"]
