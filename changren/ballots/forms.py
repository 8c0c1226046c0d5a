"""The shape of what comes in about sealed polls: a scrutineer's message, the list of slips."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from changren.ballots import queries
from changren.ballots.protocol import plain
from changren.ballots.protocol.rules import Rejected
from changren.base.web.forms import ActForm, LongText

LARGEST = 2_000_000  # bytes of a file that comes in
NOT_OURS = _("This is not the file that is needed here. Take the one that the page or the program has just saved.")


class FileForm(ActForm):
    """A file that the scrutineer's own page or program has saved; or its text, for who cannot choose files."""

    keeps_unsent = False
    file = forms.FileField(label=_("The file"), required=False)
    pasted = LongText(label=_("Or its text, copied and pasted"), rows=3, required=False)

    def clean(self) -> dict[str, Any]:
        """Read it as far as to know that it is what is asked for."""
        if "file" not in self.errors and "pasted" not in self.errors:
            try:
                self.cleaned_data["read"] = self.parts(queries.read(self._text()))
            except (Rejected, ValueError):
                self.add_error("file", NOT_OURS if self._came() else _("Please choose the file."))
        return self.cleaned_data

    def _came(self) -> bool:
        return bool(self.cleaned_data.get("file") or self.cleaned_data.get("pasted"))

    def _text(self) -> str:
        """The text of what came; ValueError if it is none, or far too large."""
        file = self.cleaned_data.get("file")
        if file and file.size > LARGEST:
            raise ValueError(file.size)
        return (file.read().decode() if file else self.cleaned_data.get("pasted", "")).strip()

    def parts(self, read: Any) -> dict[str, Any]:
        """What the act is given, from the JSON. Rejected if it has another shape."""
        if not isinstance(read, dict):
            raise ValueError(type(read))
        return {"message": plain.written(read).decode()}

    @property
    def given(self) -> dict[str, Any]:
        return dict(self.cleaned_data["read"])


class SlipsForm(FileForm):
    """The list of public credentials, as the page of the slips has saved it."""

    def prepare(self) -> None:
        self.needed = self.it.voters - len(queries.own_of(self.it))

    def parts(self, read: Any) -> dict[str, Any]:
        uuid, publics = plain.fields(read, "uuid", "credentials")
        return {"uuid": plain.a_text(uuid), "credentials": plain.written(plain.a_list(publics)).decode()}
